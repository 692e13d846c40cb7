import { execFileSync, execSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../local/places';
import type { RecordSchemaConfig } from '../../src/schema/record-schema-config';
import type { IndexerConfig } from '../../src/search/indexer-config';
import type { SearchBootstrapConfig } from '../../src/search/search-bootstrap-config';

export const FUNCTION_NAMES = ['transform', 'indexer', 'search-bootstrap', 'studio-lifecycle'] as const;

export type BundledFunction = typeof FUNCTION_NAMES[number];

/** What the constructs put beside a function's code and into its environment, for records of one schema. */
export interface Surroundings {
  readonly config: object;
  readonly environment: NodeJS.ProcessEnv;
}

/** Bundles the functions as the project's own task does, but into another folder. */
export function bundleFunctions(folder: string): void {
  const { tasks }: { tasks: Record<string, { steps: { exec: string }[] }> } = JSON.parse(readFileSync(join(PROJECT, '.projen', 'tasks.json'), 'utf8'));
  const [step] = tasks['build:runtime'].steps.filter(({ exec }) => exec.includes('--outdir=lib/functions'));
  const path = `${join(PROJECT, 'node_modules', '.bin')}:${process.env.PATH}`;
  execSync(step.exec.replace('--outdir=lib/functions', `--outdir=${folder}`), { cwd: PROJECT, env: { ...process.env, PATH: path } });
}

export function surroundings(schema: RecordSchemaConfig): Record<BundledFunction, Surroundings> {
  const indexer: IndexerConfig = { schemas: [{ schema, index: 'things', invalidRecords: 'skip' }] };
  const bootstrap: SearchBootstrapConfig = { indexTemplates: [] };
  const search = { SEARCH_ENDPOINT: '127.0.0.1:1' };
  return {
    'transform': { config: { schema, invalidRecords: 'Dropped' }, environment: {} },
    'indexer': {
      config: indexer,
      environment: {
        ...search, STREAMS: JSON.stringify([{ arn: 'arn:s', schema: schema.name }]), DEAD_LETTER_BUCKET: 'bucket', DEAD_LETTER_PREFIX: 'dead-letters/',
      },
    },
    'search-bootstrap': { config: bootstrap, environment: search },
    'studio-lifecycle': { config: {}, environment: { APPLICATION_NAME: 'studio' } },
  };
}

/** Runs a script beside a bundle as Lambda runs the bundle: in a process of its own. What it writes in its last line is JSON. */
export function runBeside(folder: string, name: BundledFunction, { config, environment }: Surroundings, script: (file: string) => string): unknown {
  writeFileSync(join(folder, name, 'config.json'), JSON.stringify(config));
  const env = { NODE_PATH: join(PROJECT, 'node_modules'), AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', ...environment };
  const file = JSON.stringify(join(folder, name, 'index.js'));
  const lines = execFileSync(process.execPath, ['--no-warnings', '-e', script(file)], { env, encoding: 'utf8', timeout: 30_000 }).trim().split('\n');
  return JSON.parse(lines[lines.length - 1]);
}
