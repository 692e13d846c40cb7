import * as fs from 'fs';
import * as path from 'path';
import { Stack, Stage } from 'aws-cdk-lib';

/** The `config.json` of every function in the cloud assembly of the stack's app that has this property. */
export function functionConfigs<Config extends object>(stack: Stack, property: keyof Config): Config[] {
  const assembly = Stage.of(stack)?.synth();
  const directory = assembly?.directory ?? '';
  return fs.readdirSync(directory)
    .map((entry) => path.join(directory, entry, 'config.json'))
    .filter((file) => fs.existsSync(file))
    .map((file): Config => JSON.parse(fs.readFileSync(file, 'utf8')))
    .filter((config) => property in config);
}
