import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error';
import { DEFAULT_EXAMPLE } from './example';

/** What a person asks of `npm run demo`. */
export interface DemoOptions {
  /** Folder of the example to run. */
  readonly example: string;
  /** File of records to load; otherwise the example generates them. */
  readonly trips?: string;
  /** How many records the example generates. */
  readonly records: number;
  /** How many broken records the example puts among them. */
  readonly poison: number;
  /** Whether the pipeline is one for compressed records, and the records are put compressed. */
  readonly compressed: boolean;
  /** Enforce the stack's policies. */
  readonly auth: boolean;
  /** Let things go wrong while records are on their way. */
  readonly faults: boolean;
  /** Run the note of the example's Studio on Flink. */
  readonly studio: boolean;
  /** Where to write the report. */
  readonly json?: string;
  /** Where to copy what has arrived. */
  readonly export?: string;
  /** Leave everything running after the report, until interrupted. */
  readonly keep: boolean;
  readonly help: boolean;
}

export const DEMO_HELP = `npm run demo -- [options]
  Runs the example's synthesized pipeline on this machine: no AWS account, no Docker.

  --trips FILE     load this CSV file (default: generated trips)
  --records N      number of generated trips, a positive integer (default: 5000)
  --poison N       put N broken records among them and say where each has ended (default: 0)
  --compressed     put the records compressed, through a pipeline that opens them (and has no Studio); not with --poison or --faults
  --auth           enforce policies: functions and services may do what their roles allow (also AUTH=true in the environment)
  --faults         throttle the streams, break the transform and kill OpenSearch meanwhile: nothing may be lost, and nothing be there twice
  --studio         run the Studio's note on Flink meanwhile, and compare its windows with a count of the input
  --json FILE      write the report as JSON
  --export DIR     copy what arrived to this folder: the curated bucket's objects, the documents
  --keep           leave it running and print the endpoints, until Ctrl-C
  --example DIR    folder of the example to run (default: ${DEFAULT_EXAMPLE})
  --help           show this text`;

const OPTIONS = {
  example: { type: 'string' },
  trips: { type: 'string' },
  records: { type: 'string' },
  poison: { type: 'string' },
  compressed: { type: 'boolean' },
  auth: { type: 'boolean' },
  faults: { type: 'boolean' },
  studio: { type: 'boolean' },
  json: { type: 'string' },
  export: { type: 'string' },
  keep: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const COUNTS = new Set(['records', 'poison']);
const ALLOWED = Object.keys(OPTIONS).map((name) => `--${name}`).join(', ');

/** Where a report is asked for, also when other arguments are wrong; undefined when that itself is unclear or help is asked for. */
export function reportFileOf(argv: string[]): string | undefined {
  const { values, tokens } = parseArgs({ args: argv, options: OPTIONS, strict: false, tokens: true });
  const given = tokens.filter((token) => token.kind === 'option' && token.name === 'json');
  const { json, help } = values;
  return given.length === 1 && typeof json === 'string' && json !== '' && !json.startsWith('--') && help !== true ? json : undefined;
}

/**
 * Reads the arguments of `npm run demo`.
 * @throws UsageError that names every argument it does not accept, what came and what is allowed.
 */
export function parseDemoOptions(argv: string[], environment: NodeJS.ProcessEnv = {}): DemoOptions {
  const { values, tokens } = parseArgs({ args: argv, options: OPTIONS, strict: false, tokens: true });
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(`unexpected argument '${token.value}': allowed are ${ALLOWED}`);
    if (token.kind !== 'option') continue;
    const known = Object.entries(OPTIONS).find(([name]) => name === token.name && token.rawName === `--${name}`);
    if (known === undefined) {
      problems.push(`unknown option '${token.rawName}': allowed are ${ALLOWED}`);
      continue;
    }
    if (seen.has(token.name)) problems.push(`--${token.name} is given twice: give it once`);
    seen.add(token.name);
    if (known[1].type === 'string' && (token.value === undefined || token.value === '' || token.value.startsWith('--'))) {
      problems.push(`--${token.name} needs a value: write --${token.name} ${COUNTS.has(token.name) ? 'N' : 'VALUE'}`);
    }
    if (known[1].type === 'boolean' && token.value !== undefined) problems.push(`--${token.name} takes no value, received '${token.value}'`);
  }
  const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined);
  const trips = text(values.trips);
  const records = text(values.records);
  if (records !== undefined && !/^[1-9]\d{0,8}$/.test(records)) {
    problems.push(`--records must be an integer from 1 to 999999999, received '${records}'`);
  }
  const poison = text(values.poison);
  if (poison !== undefined && !/^(0|[1-9]\d{0,5})$/.test(poison)) problems.push(`--poison must be an integer from 0 to 999999, received '${poison}'`);
  if (records !== undefined && trips !== undefined) problems.push('--records counts generated trips and --trips names a file: give one of them');
  if (values.studio === true && (values.faults === true || values.compressed === true || Number(poison ?? 0) > 0)) {
    problems.push('--studio counts what is in the input alone: leave out --faults, --poison and --compressed');
  }
  for (const [name, given] of Object.entries({ '--poison': Number(poison ?? 0) > 0, '--faults': values.faults === true })) {
    if (values.compressed === true && given) problems.push(`--compressed and ${name} are looked for in different places: run one after the other`);
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return {
    example: text(values.example) ?? DEFAULT_EXAMPLE,
    trips,
    records: Number(records ?? 5000),
    poison: Number(poison ?? 0),
    compressed: values.compressed === true,
    auth: values.auth === true || environment.AUTH === 'true',
    faults: values.faults === true,
    studio: values.studio === true,
    json: text(values.json),
    export: text(values.export),
    keep: values.keep === true,
    help: values.help === true,
  };
}
