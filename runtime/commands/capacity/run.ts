import type { CapacityEstimate, CapacityOptions } from '../../producer/capacity/capacity-estimate';
import type { ThroughputMinute } from '../../producer/capacity/throughput-minute';
import { messageOf } from '../usage-error';
import { HELP, readOptions } from './options';
import { readRecording } from './recording';
import { report } from './report';

/** What the command meets outside itself. */
export interface Surroundings {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  estimate(minutes: Iterable<ThroughputMinute>, options: CapacityOptions, prices: unknown): CapacityEstimate;
}

/** Runs the command and answers with its exit code. */
export function run(args: string[], { stdout, stderr, estimate }: Surroundings): number {
  try {
    const options = readOptions(args);
    if (options === 'help') {
      stdout.write(`${HELP}\n`);
      return 0;
    }
    const { reserve, consumers, openShards, prices } = options;
    const result = estimate(options.files.flatMap(readRecording), { reserve, consumers, openShards }, prices);
    stdout.write(`${options.json ? JSON.stringify(result) : report(result)}\n`);
    return 0;
  } catch (error) {
    stderr.write(`${messageOf(error)}\n`);
    return 2;
  }
}
