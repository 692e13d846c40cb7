import { execFileSync, execSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { IndexerConfig } from '../../../src/search/indexer-config';
import type { SearchBootstrapConfig } from '../../../src/search/search-bootstrap-config';
import { field, schemaOf } from '../schema/schemas';

const KIBIBYTE = 1024;
const schema = schemaOf(field('id', 'string', { required: true }));
const indexer: IndexerConfig = { schemas: [{ schema, index: 'things', invalidRecords: 'skip' }] };
const bootstrap: SearchBootstrapConfig = { indexTemplates: [] };

let folder: string;

/** Bundles as the project's own task does, but into a folder of this test. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'functions-'));
  const { tasks }: { tasks: Record<string, { steps: { exec: string }[] }> } = JSON.parse(readFileSync('.projen/tasks.json', 'utf8'));
  const [step] = tasks['build:runtime'].steps.filter(({ exec }) => exec.includes('--outdir=lib/functions'));
  execSync(step.exec.replace('--outdir=lib/functions', `--outdir=${folder}`), { env: { ...process.env, PATH: `${resolve('node_modules/.bin')}:${process.env.PATH}` } });
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Calls the bundle as Lambda does: in a process of its own, with what the construct puts beside it and into its environment. */
function call(name: string, config: object, environment: NodeJS.ProcessEnv, event: object): unknown {
  writeFileSync(join(folder, name, 'config.json'), JSON.stringify(config));
  const script = `
    const { handler } = require(${JSON.stringify(join(folder, name, 'index.js'))});
    const end = Date.now() + 4000;
    const context = { getRemainingTimeInMillis: () => end - Date.now() };
    handler(${JSON.stringify(event)}, context)
      .then((answer) => console.log(JSON.stringify({ answer })), (error) => console.log(JSON.stringify({ error: error.message })));`;
  const env = { NODE_PATH: resolve('node_modules'), AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', ...environment };
  const lines = execFileSync(process.execPath, ['--no-warnings', '-e', script], { env, encoding: 'utf8', timeout: 30_000 }).trim().split('\n');
  return JSON.parse(lines[lines.length - 1]);
}

test.each([['transform', 200], ['studio-lifecycle', 200], ['indexer', 400], ['search-bootstrap', 400]])('%s has at most %i KiB', (name, limit) => {
  expect(statSync(join(folder, name, 'index.js')).size).toBeLessThanOrEqual(limit * KIBIBYTE);
});

test('transform answers', () => {
  const records = [{ recordId: '1', approximateArrivalTimestamp: 0, data: Buffer.from('{"id":7}').toString('base64') }];
  expect(call('transform', { schema, invalidRecords: 'Dropped' }, {}, { invocationId: 'i', records })).toEqual({
    answer: { records: [{ recordId: '1', result: 'Ok', data: Buffer.from('{"id":"7"}\n').toString('base64') }] },
  });
});

test('indexer answers', () => {
  const environment = {
    STREAMS: '[{"arn":"arn:s","schema":"things"}]', SEARCH_ENDPOINT: '127.0.0.1:1', DEAD_LETTER_BUCKET: 'bucket', DEAD_LETTER_PREFIX: 'dead-letters/',
  };
  const record = { eventSourceARN: 'arn:s', eventID: 'shardId-0:1', kinesis: { sequenceNumber: '1', partitionKey: 'k', approximateArrivalTimestamp: 1, data: '' } };
  expect(call('indexer', indexer, environment, { Records: [record] })).toEqual({ answer: { batchItemFailures: [] } });
});

test('search-bootstrap fails loudly where CloudFormation cannot be reached', () => {
  const event = { RequestType: 'Delete', ResponseURL: 'not a URL', StackId: 's', RequestId: 'r', LogicalResourceId: 'l', PhysicalResourceId: 'p' };
  const answer = call('search-bootstrap', bootstrap, { SEARCH_ENDPOINT: '127.0.0.1:1' }, event);
  expect(answer).toEqual({ error: expect.stringContaining('CloudFormation did not take the answer SUCCESS') });
}, 60_000);

test('studio-lifecycle asks the service, which does not answer on this port', () => {
  const answer = call('studio-lifecycle', {}, { APPLICATION_NAME: 'studio', AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' }, { action: 'status' });
  expect(answer).toEqual({ error: expect.stringContaining('ECONNREFUSED') });
});
