import * as fs from 'fs';
import * as path from 'path';
import { FileSystem } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** The functions bundled into the package, by folder of `lib/functions`. */
export type FunctionName = 'transform' | 'indexer' | 'search-bootstrap' | 'studio-lifecycle';

const stagingFolders: string[] = [];

/**
 * The code of one of the package's functions, with its configuration as `config.json` beside it.
 *
 * A file, because environment variables end at 4 KB and a schema may be larger.
 * The folder's content alone decides the asset's hash, so two synths give the same template.
 */
export function functionCode(name: FunctionName, config?: object): lambda.Code {
  const bundle = path.join(__dirname, '..', '..', 'lib', 'functions', name);
  if (!fs.existsSync(path.join(bundle, 'index.js'))) {
    throw new Error(`the bundled function ${name} is missing at ${bundle}: build the package before it is used (npx projen build:runtime)`);
  }
  if (config === undefined) {
    return lambda.Code.fromAsset(bundle);
  }
  const folder = FileSystem.mkdtemp(`streaming-analytics-${name}-`);
  removeAtExit(folder);
  fs.copyFileSync(path.join(bundle, 'index.js'), path.join(folder, 'index.js'));
  fs.writeFileSync(path.join(folder, 'config.json'), JSON.stringify(config));
  return lambda.Code.fromAsset(folder);
}

/** The asset is copied into the cloud assembly when the app synthesizes, so the folder can only go afterwards. */
function removeAtExit(folder: string): void {
  if (stagingFolders.length === 0) {
    process.once('exit', () => stagingFolders.forEach((staged) => fs.rmSync(staged, { recursive: true, force: true })));
  }
  stagingFolders.push(folder);
}
