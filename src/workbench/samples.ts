import * as fs from 'fs';
import * as path from 'path';
import * as assets from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { packagedPath } from '../private/packaged-path';
import { stagingFolder } from '../private/staging-folder';

/** What the samples' package.json names: the producer, without the constructs that the published package brings along. */
const PACKAGE = 'streaming-analytics-pipeline';

/** The samples as a file in the bucket of assets, with the producer beside them. */
export function samplesAsset(scope: Construct, id: string): assets.Asset {
  return new assets.Asset(scope, id, { path: stageSamples(stagingFolder('samples')) });
}

/** Puts the samples together in a folder. */
export function stageSamples(folder: string): string {
  const [samples, producer] = [packagedPath('samples'), packagedPath('producer', 'index.js')];
  for (const built of [path.join(samples, 'package.json'), producer]) {
    if (!fs.existsSync(built)) {
      throw new Error(`the samples are missing at ${built}: build the package before it is used (npx projen build:runtime)`);
    }
  }
  fs.cpSync(samples, folder, { recursive: true });
  fs.mkdirSync(path.join(folder, PACKAGE, 'producer'), { recursive: true });
  fs.copyFileSync(producer, path.join(folder, PACKAGE, 'producer', 'index.js'));
  fs.writeFileSync(path.join(folder, PACKAGE, 'package.json'),
    JSON.stringify({ name: PACKAGE, version: '0.0.0', exports: { './producer': './producer/index.js' } }));
  return folder;
}
