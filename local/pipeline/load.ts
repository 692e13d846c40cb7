import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { StackOutputs } from '../deploy/outputs';
import { accountEnvironment } from '../emulator/account';
import type { DemoOptions } from '../options/demo-options';
import type { Example } from '../options/example';
import { projectPath } from '../places';
import type { Cleanup } from '../processes/cleanup';
import { CommandError, runCommand } from '../processes/command';
import { type LoadReport, readLoadReport } from '../report/load-report';

export interface Loaded extends LoadReport {
  /** What the load program failed with although it has counted: one more reason against the run. */
  readonly failures: readonly string[];
}

/** Runs the example's load program, which puts every record with the product's producer and shows its own progress. */
export async function load(
  cleanup: Cleanup, example: Example, options: DemoOptions, outputs: StackOutputs, endpoint: string, folder: string,
): Promise<Loaded> {
  const report = join(folder, 'load.json');
  const environment = {
    ...accountEnvironment(endpoint),
    PATH: projectPath(),
    STREAM_NAME: outputs.get('StreamName'),
    DATASET_BUCKET: outputs.find('DatasetBucketName'),
  };
  let failure: CommandError | undefined;
  try {
    await runCommand(cleanup, [...commandOf(example, options), ...sourceOf(options), '--report', report], { cwd: example.folder, environment, inherit: true });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    failure = error;
  }
  const failures = failure === undefined ? [] : [`the load program ${failure.reason}: it says above why`];
  // an interrupted load also fails
  if (cleanup.ending || !existsSync(report)) throw new Error(failures[0] ?? `the load program wrote no report to ${report}`);
  return { ...readLoadReport(readFileSync(report, 'utf8'), report, options.poison), failures };
}

function commandOf({ load: command, poison, compressed }: Example, options: DemoOptions): readonly string[] {
  if (options.compressed && compressed !== undefined) return compressed;
  return options.poison > 0 && poison !== undefined ? [...poison, '--poison', String(options.poison)] : command;
}

/** The arguments that tell a load program where its records come from. */
export function sourceOf(options: DemoOptions): string[] {
  return options.trips === undefined ? ['--records', String(options.records)] : ['--trips', resolve(options.trips)];
}
