import * as fs from 'fs';
import { FileSystem } from 'aws-cdk-lib';

const stagingFolders: string[] = [];

/** A folder to put an asset together in; it goes when the program ends, since the asset is only copied when the app synthesizes. */
export function stagingFolder(name: string): string {
  const folder = FileSystem.mkdtemp(`streaming-analytics-${name}-`);
  if (stagingFolders.length === 0) {
    process.once('exit', () => stagingFolders.forEach((staged) => fs.rmSync(staged, { recursive: true, force: true })));
  }
  stagingFolders.push(folder);
  return folder;
}
