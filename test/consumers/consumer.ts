import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

export const ROOT = path.join(__dirname, '..', '..');

/** Runs a command in a folder, with its output shown. */
export function run(cwd: string, command: string, args: string[], env: NodeJS.ProcessEnv = {}): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env } });
}

/** Gives the function an empty project folder with the named sources in it, and removes it afterwards. */
export function inEmptyProject(sources: string, work: (folder: string) => void): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'consumer-'));
  try {
    fs.cpSync(path.join(__dirname, sources), folder, { recursive: true });
    work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The one file of a folder under dist/ that has this ending. */
export function packaged(language: string, ending: string): string {
  const folder = path.join(ROOT, 'dist', language);
  const found = fs.readdirSync(folder).filter((file) => file.endsWith(ending));
  if (found.length !== 1) {
    throw new Error(`dist/${language} must hold one file that ends in ${ending}, got ${found.length === 0 ? 'none' : found.join(', ')}`);
  }
  return path.join(folder, found[0]);
}

/** Fails unless the consumer's template is a pipeline whose functions' code came along. */
export function expectPipeline(assembly: string): void {
  const template = JSON.parse(fs.readFileSync(path.join(assembly, 'Consumer.template.json'), 'utf8'));
  const resources: { Type: string }[] = Object.values(template.Resources);
  const types = resources.map((resource) => resource.Type);
  for (const type of ['AWS::Kinesis::Stream', 'AWS::KinesisFirehose::DeliveryStream', 'AWS::Glue::Database', 'AWS::OpenSearchService::Domain']) {
    if (!types.includes(type)) {
      throw new Error(`the consumer's template must have a ${type}, got ${[...new Set(types)].join(', ')}`);
    }
  }
  const assets: { files: { [hash: string]: { source: { path: string } } } } = JSON.parse(fs.readFileSync(path.join(assembly, 'Consumer.assets.json'), 'utf8'));
  const functions = Object.values(assets.files).filter(({ source }) => fs.existsSync(path.join(assembly, source.path, 'index.js')));
  if (functions.length === 0) {
    throw new Error('the consumer\'s cloud assembly must hold the code of the functions, got none');
  }
  console.log(`  ${types.length} resources, ${functions.length} functions with their code`);
}
