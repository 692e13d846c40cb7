import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { messageOf, UsageError } from '../usage-error';

/** What the command is to estimate. */
export interface CapacityCommandOptions {
  readonly files: readonly string[];
  readonly reserve: number | undefined;
  readonly consumers: number | undefined;
  readonly openShards: number | undefined;
  /** What the file of prices holds. */
  readonly prices: unknown;
  readonly json: boolean;
}

export const HELP = `streaming-analytics-capacity [options] FILE...
  Says how many shards a stream needs, whether provisioned or on-demand mode is cheaper, and how much head-room is left, by what was recorded: the FILEs of all
  producers of the stream, as streaming-analytics-produce --record-throughput, or a producer's onThroughput, wrote them.

  --reserve SHARE     of a shard's limits that the busiest minute is to leave free, 0 to 0.9 (default: 0.25)
  --consumers COUNT   applications that read the stream without enhanced fan-out, which share 2 MiB a second of each shard (default: 1)
  --shards COUNT      open shards (default: as recorded)
  --prices FILE       JSON like that of US_EAST_1_PRICES (default: list prices of us-east-1)
  --json              the estimate as JSON
  --help              show this text

  Exit code: 0 estimated, 2 wrong usage or a FILE that is no recording.`;

const OPTIONS = {
  reserve: { type: 'string' },
  consumers: { type: 'string' },
  shards: { type: 'string' },
  prices: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean' },
} as const;

/** @throws UsageError that lists every problem */
export function readOptions(args: string[]): CapacityCommandOptions | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const problems = [
    ...(positionals.length > 0 ? [] : ['a FILE must be given']),
    ...Object.entries({ reserve: values.reserve, consumers: values.consumers, shards: values.shards })
      .filter(([, value]) => value !== undefined && !/^\d+(\.\d+)?$/.test(value)).map(([name, value]) => `--${name} must be a number, got ${JSON.stringify(value)}`),
  ];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return {
    files: positionals,
    reserve: numberOf(values.reserve),
    consumers: numberOf(values.consumers),
    openShards: numberOf(values.shards),
    prices: values.prices === undefined ? undefined : readPrices(values.prices),
    json: values.json,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${messageOf(error)}\n\n${HELP}`);
  }
}

function numberOf(value: string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function readPrices(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--prices ${file} cannot be read: ${messageOf(error)}`);
  }
}
