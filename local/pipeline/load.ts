import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { StackOutputs } from '../deploy/outputs';
import { accountEnvironment } from '../emulator/account';
import type { DemoOptions } from '../options/demo-options';
import type { Example } from '../options/example';
import { projectPath } from '../places';
import type { Cleanup } from '../processes/cleanup';
import { CommandError, runCommand } from '../processes/command';
import { type LoadReport, readLoadReport } from '../report/report';

/** Runs the example's load program, which puts every record with the product's producer and shows its own progress. */
export async function load(
  cleanup: Cleanup, example: Example, options: DemoOptions, outputs: StackOutputs, endpoint: string, folder: string,
): Promise<LoadReport> {
  const report = join(folder, 'load.json');
  const source = options.trips === undefined ? ['--records', String(options.records)] : ['--trips', resolve(options.trips)];
  const environment = {
    ...accountEnvironment(endpoint),
    PATH: projectPath(),
    STREAM_NAME: outputs.get('StreamName'),
    DATASET_BUCKET: outputs.find('DatasetBucketName'),
  };
  let failure: CommandError | undefined;
  try {
    await runCommand(cleanup, [...example.load, ...source, '--report', report], { cwd: example.folder, environment, inherit: true });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    failure = error;
  }
  if (!existsSync(report)) throw new Error(failure?.message ?? `the load program wrote no report to ${report}`);
  const loaded = readLoadReport(readFileSync(report, 'utf8'), report);
  if (failure !== undefined) throw new Error(`${failure.message}; it reported ${JSON.stringify(loaded)}`);
  return loaded;
}
