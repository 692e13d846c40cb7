import * as fs from 'fs';
import * as path from 'path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { packagedPath } from './packaged-path';
import { stagingFolder } from './staging-folder';

/** The functions bundled into the package, by folder of `lib/functions`. */
export type FunctionName = 'transform' | 'indexer' | 'search-bootstrap' | 'studio-lifecycle';

/**
 * The code of one of the package's functions, with its configuration as `config.json` and other files beside it.
 *
 * A file, because environment variables end at 4 KB and a schema may be larger.
 * The folder's content alone decides the asset's hash, so two synths give the same template.
 */
export function functionCode(name: FunctionName, config?: object, files: { readonly [name: string]: string } = {}): lambda.Code {
  const bundle = packagedPath('functions', name);
  if (!fs.existsSync(path.join(bundle, 'index.js'))) {
    throw new Error(`the bundled function ${name} is missing at ${bundle}: build the package before it is used (npx projen build:runtime)`);
  }
  if (config === undefined) {
    return lambda.Code.fromAsset(bundle);
  }
  const folder = stagingFolder(name);
  fs.copyFileSync(path.join(bundle, 'index.js'), path.join(folder, 'index.js'));
  for (const [file, source] of Object.entries(files)) {
    fs.copyFileSync(source, path.join(folder, file));
  }
  fs.writeFileSync(path.join(folder, 'config.json'), JSON.stringify(config));
  return lambda.Code.fromAsset(folder);
}
