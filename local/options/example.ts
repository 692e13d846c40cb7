import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DemoOptions } from './demo-options';
import { commandOf, readStudioRun, STUDIO_SHAPE, type StudioRun } from './studio-run';
import { messageOf } from '../error-text';
import { UsageError } from '../usage-error';

/** Folder of the example that runs unless another one is asked for. */
export const DEFAULT_EXAMPLE = 'examples/taxi';

/** What `local-run.json` in an example folder says: the only thing the local run knows of an example. */
export interface Example {
  readonly folder: string;
  /** Command that builds what the app needs, run first. */
  readonly prepare?: readonly string[];
  /** Command that ends with 0 when the records can be loaded, and otherwise says in a line why not; run before anything else. */
  readonly check?: readonly string[];
  /** Command that writes the cloud assembly to the folder that CDK_OUTDIR names. */
  readonly app: readonly string[];
  /** Name of the stack to deploy. */
  readonly stack: string;
  /** Command that puts the records. */
  readonly load: readonly string[];
  /** Command that puts the records and as many broken ones among them as its `--poison` says. */
  readonly poison?: readonly string[];
  /** Command that puts the records compressed; the app is told by the context `compressed=true`. */
  readonly compressed?: readonly string[];
  /** How its Studio is run. */
  readonly studio?: StudioRun;
}

const SHAPE = '{"app": ["tsx", "app.ts"], "stack": "NAME", "load": ["tsx", "load.ts"]}, optionally "prepare", "check", "poison" and "compressed": ["COMMAND"] and ' + STUDIO_SHAPE;

/**
 * Reads `local-run.json` of an example folder.
 * @throws UsageError when it is missing or not of that shape, naming every wrong property.
 */
export function readExample(folder: string): Example {
  const file = join(resolve(folder), 'local-run.json');
  if (!existsSync(file)) throw new UsageError(`--example '${folder}' has no local-run.json: it must hold ${SHAPE}`);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} is not JSON (${messageOf(error)}): it must hold ${SHAPE}`);
  }
  const given: { [name: string]: unknown } = { ...(typeof content === 'object' ? content : {}) };
  const problems: string[] = [];
  const problem = (text: string) => { problems.push(text); };
  const command = (name: string, value: unknown): string[] => commandOf(name, value, problem);
  const { app, stack, load, prepare, check, poison, compressed, studio, ...unknown } = given;
  if (typeof stack !== 'string' || stack === '') problems.push(`stack must be the name of a stack, received ${JSON.stringify(stack)}`);
  for (const name of Object.keys(unknown)) problems.push(`${name} is not known: allowed are app, stack, load, prepare, check, poison, compressed, studio`);
  const example: Example = {
    folder: resolve(folder),
    prepare: prepare === undefined ? undefined : command('prepare', prepare),
    check: check === undefined ? undefined : command('check', check),
    app: command('app', app),
    stack: String(stack),
    load: command('load', load),
    poison: poison === undefined ? undefined : command('poison', poison),
    compressed: compressed === undefined ? undefined : command('compressed', compressed),
    studio: studio === undefined ? undefined : readStudioRun(studio, problem),
  };
  if (problems.length > 0) throw new UsageError(`${file}: ${problems.join('; ')}`);
  return example;
}

/**
 * The example that is asked for, with the commands that its Studio needs when that is to run.
 * @throws UsageError as `readExample`, or when it has no Studio.
 */
export function exampleFor({ example: folder, studio }: Pick<DemoOptions, 'example' | 'studio'>): Example {
  const example = readExample(folder);
  if (!studio) return example;
  if (example.studio === undefined) throw new UsageError(`--studio: ${join(example.folder, 'local-run.json')} has no studio that says which note to run: ${STUDIO_SHAPE}`);
  const { app, load } = example.studio;
  return { ...example, app, load };
}
