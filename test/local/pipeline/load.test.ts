import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StackOutputs } from '../../../local/deploy/outputs';
import { parseDemoOptions } from '../../../local/options/demo-options';
import type { Example } from '../../../local/options/example';
import { checkSource } from '../../../local/pipeline/check';
import { load } from '../../../local/pipeline/load';
import { Cleanup } from '../../../local/processes/cleanup';
import { UsageError } from '../../../local/usage-error';

const folder = mkdtempSync(join(tmpdir(), 'load-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OUTPUTS = new StackOutputs([{ OutputKey: 'PipelineStreamName01234567', OutputValue: 'trips' }]);
const COUNTS = { read: 2, rejected: 0, acknowledged: 1, failed: 1 };

/** An example whose programs are this script. */
function exampleOf(script: string): Example {
  const program = [process.execPath, '-e', script, '--'];
  return { folder, app: ['app'], stack: 'S', load: program, check: program };
}

const loadWith = (script: string, cleanup = new Cleanup()) =>
  load(cleanup, exampleOf(script), parseDemoOptions(['--records', '2']), OUTPUTS, 'http://127.0.0.1:1', mkdtempSync(join(folder, 'run-')));

const REPORT = `require('node:fs').writeFileSync(process.argv.at(-1), '${JSON.stringify(COUNTS)}');`;

test('a load that fails after it has counted goes on to the judge, as a reason', async () => {
  expect(await loadWith(`${REPORT} process.exit(1)`)).toEqual({ trips: COUNTS, poison: [], failures: ['the load program failed with exit code 1: it says above why'] });
  expect(await loadWith(REPORT)).toEqual({ trips: COUNTS, poison: [], failures: [] });
});

test('broken records are put by the command that can', async () => {
  const poison = [{ kind: 'garbage', sha256: 'a'.repeat(64), documentId: 'p' }];
  const script = `
    const poison = process.argv.join(' ').includes('--poison 1 --records 2') ? ${JSON.stringify(poison)} : undefined;
    require('node:fs').writeFileSync(process.argv.at(-1), JSON.stringify({ ...${JSON.stringify(COUNTS)}, poison }));`;
  const example = { ...exampleOf('process.exit(3)'), poison: [process.execPath, '-e', script, '--'] };
  const options = parseDemoOptions(['--records', '2', '--poison', '1']);
  expect(await load(new Cleanup(), example, options, OUTPUTS, 'http://127.0.0.1:1', mkdtempSync(join(folder, 'run-')))).toEqual({ trips: COUNTS, poison, failures: [] });
});

test('compressed records are put by the command that can', async () => {
  const example = { ...exampleOf('process.exit(3)'), compressed: [process.execPath, '-e', REPORT, '--'] };
  const options = parseDemoOptions(['--records', '2', '--compressed']);
  expect(await load(new Cleanup(), example, options, OUTPUTS, 'http://127.0.0.1:1', mkdtempSync(join(folder, 'run-')))).toEqual({ trips: COUNTS, poison: [], failures: [] });
});

test('a load without a report is an error', async () => {
  await expect(loadWith('process.exit(3)')).rejects.toThrow(new Error('the load program failed with exit code 3: it says above why'));
  await expect(loadWith('')).rejects.toThrow('the load program wrote no report to');
});

const checkWith = (script: string) => checkSource(new Cleanup(), exampleOf(script), parseDemoOptions(['--records', '2']));

test('a check that fails says why, and nothing else does', async () => {
  await expect(checkWith('console.error("no such header"); process.exit(1)')).rejects.toThrow(new UsageError('no such header'));
  await expect(checkWith('process.exit(1)')).rejects.toThrow('failed with exit code 1');
});

test('a check is told where the records come from', async () => {
  await expect(checkWith('process.exitCode = process.argv.slice(1).join(" ") === "--records 2" ? 0 : 1')).resolves.toBeUndefined();
  await expect(checkSource(new Cleanup(), { ...exampleOf(''), check: undefined }, parseDemoOptions([]))).resolves.toBeUndefined();
});
