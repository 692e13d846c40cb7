import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions, runBeside, surroundings, type BundledFunction } from '../../tools/bundled-functions';
import { field, schemaOf } from '../schema/schemas';

const KIBIBYTE = 1024;
const schema = schemaOf(field('id', 'string', { required: true }));
const beside = surroundings(schema);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'functions-'));
  bundleFunctions(folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Calls the bundle's handler with an event. */
function call(name: BundledFunction, event: object, environment: NodeJS.ProcessEnv = {}, config = beside[name].config): unknown {
  const its = { config, environment: { ...beside[name].environment, ...environment } };
  return runBeside(folder, name, its, (file) => `
    const { handler } = require(${file});
    const end = Date.now() + 4000;
    const context = { getRemainingTimeInMillis: () => end - Date.now() };
    handler(${JSON.stringify(event)}, context)
      .then((answer) => console.log(JSON.stringify({ answer })), (error) => console.log(JSON.stringify({ error: error.message })));`);
}

/** Which clients of the SDK a bundle has loaded when it is ready for its first event. */
function loadedClients(name: BundledFunction): unknown {
  return runBeside(folder, name, beside[name], (file) => `
    require(${file});
    console.log(JSON.stringify(Object.keys(require.cache).filter((path) => path.includes('@aws-sdk/client-'))));`);
}

test.each([['transform', 200], ['studio-lifecycle', 200], ['indexer', 400], ['search-bootstrap', 400]])('%s has at most %i KiB', (name, limit) => {
  expect(statSync(join(folder, name, 'index.js')).size).toBeLessThanOrEqual(limit * KIBIBYTE);
});

test.each(['transform', 'studio-lifecycle', 'indexer', 'search-bootstrap'] as const)('%s loads no client of the SDK before it needs one', (name) => {
  expect(loadedClients(name)).toEqual([]);
});

test('transform answers', () => {
  const records = [{ recordId: '1', approximateArrivalTimestamp: 0, data: Buffer.from('{"id":7}').toString('base64') }];
  expect(call('transform', { invocationId: 'i', records })).toEqual({
    answer: { records: [{ recordId: '1', result: 'Ok', data: Buffer.from('{"id":"7"}\n').toString('base64') }] },
  });
});

describe('transform with a hook', () => {
  const FUNCTION = beside.transform.config;
  const event = {
    invocationId: 'i',
    records: ['a', 'b'].map((id) => ({ recordId: id, approximateArrivalTimestamp: 0, data: Buffer.from(JSON.stringify({ id })).toString('base64') })),
  };
  const answers = ['a!', 'b!'].map((id) => ({ recordId: id[0], result: 'Ok', data: Buffer.from(`${JSON.stringify({ id })}\n`).toString('base64') }));

  test('that is a module and awaits something at its top', () => {
    writeFileSync(join(folder, 'transform', 'hook.mjs'), 'const mark = await Promise.resolve("!");\nexport const hook = ({ id }) => ({ id: id + mark });');
    expect(call('transform', event, {}, { ...FUNCTION, hook: 'hook.mjs' })).toEqual({ answer: { records: answers } });
  });

  test('that awaits something at its top and exports none', () => {
    writeFileSync(join(folder, 'transform', 'hook.mjs'), 'export const other = await Promise.resolve(1);');
    const error = expect.stringContaining('hook.mjs must export a function named hook, got undefined');
    expect(call('transform', event, {}, { ...FUNCTION, hook: 'hook.mjs' })).toEqual({ error });
  });

  test('that leaves a rejected promise alone, which Lambda would end the process for', () => {
    writeFileSync(join(folder, 'transform', 'hook.js'), `
      exports.hook = async ({ id }) => {
        Promise.reject(new TypeError('secret'));
        await new Promise(setImmediate);
        return { id: id + '!' };
      };`);
    const its = { ...beside.transform, config: { ...FUNCTION, hook: 'hook.js' } };
    expect(runBeside(folder, 'transform', its, (file) => `
      process.on('unhandledRejection', () => process.exit(128));
      const written = [];
      const write = process.stdout.write.bind(process.stdout);
      process.stdout.write = (text) => written.push(text) > 0;
      require(${file}).handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 6000 }).then((answer) => {
        process.stdout.write = write;
        console.log(JSON.stringify({ answer, logged: written.map((line) => JSON.parse(line)) }));
      });`)).toEqual({
      answer: { records: answers },
      logged: [...event.records.map(() => ({ message: 'a promise that the hook does not wait for was rejected', error: 'TypeError' })), expect.objectContaining({ message: 'transformed', Ok: 2 })],
    });
  });
});

const record = { eventSourceARN: 'arn:s', eventID: 'shardId-0:1', kinesis: { sequenceNumber: '1', partitionKey: 'k', approximateArrivalTimestamp: 1, data: '' } };

test('indexer answers', () => {
  expect(call('indexer', { Records: [record] })).toEqual({ answer: { batchItemFailures: [] } });
});

test('indexer asks for a record again whose dead letter cannot be stored, by the client that it has loaded for it', () => {
  const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' };
  const answer = call('indexer', { Records: [record] }, environment, { schemas: [{ schema, index: 'things', invalidRecords: 'dead-letter' }] });
  expect(answer).toEqual({ answer: { batchItemFailures: [{ itemIdentifier: '1' }] } });
});

test('search-bootstrap fails loudly where CloudFormation cannot be reached', () => {
  const event = { RequestType: 'Delete', ResponseURL: 'not a URL', StackId: 's', RequestId: 'r', LogicalResourceId: 'l', PhysicalResourceId: 'p' };
  expect(call('search-bootstrap', event)).toEqual({ error: expect.stringContaining('CloudFormation did not take the answer SUCCESS') });
}, 60_000);

test('studio-lifecycle asks the service, which does not answer on this port', () => {
  const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' };
  expect(call('studio-lifecycle', { action: 'status' }, environment)).toEqual({ error: expect.stringContaining('ECONNREFUSED') });
});
