import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { makeClients } from '../../../../local/emulator/clients';
import type { DeliveryConfiguration } from '../../../../local/workers/firehose/configuration';
import { DeliveryStream, type FormatConversion } from '../../../../local/workers/firehose/delivery-stream';
import { ParquetConverter } from '../../../../local/workers/firehose/parquet';
import { WorkerLog } from '../../../../local/workers/worker-log';
import { FakeLambda } from '../fake-lambda';
import { streamRecord } from '../records';
import { DELIVERY } from './records';

const folder = mkdtempSync(join(tmpdir(), 'delivery-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CLASSIFY = { functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f', hints: { bytes: 1_000_000, millis: 3_600_000 }, retries: 0, pauseMillis: 1 };

/** Ok, Dropped or ProcessingFailed, as the record itself asks for. */
const lambda = new FakeLambda(({ records }) => ({
  payload: {
    records: (Array.isArray(records) ? records : []).map(({ recordId, data }) => {
      const { verdict, borough } = JSON.parse(Buffer.from(data, 'base64').toString());
      return { recordId, data, result: verdict, ...borough && { metadata: { partitionKeys: { borough } } } };
    }),
  },
}));

function makeStream(configuration: Partial<DeliveryConfiguration>, conversion?: FormatConversion, transform = lambda) {
  const objects = new Map<string, Buffer>();
  const s3 = new S3Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
    requestHandler: {
      handle: async (request: { readonly path: string; readonly body?: Uint8Array }) => {
        objects.set(request.path.replace('/bucket/', ''), Buffer.from(request.body ?? ''));
        return { response: { statusCode: 200, headers: {}, body: Buffer.alloc(0) } };
      },
    },
  });
  const clients = { ...makeClients('http://127.0.0.1:1'), s3, lambda: transform.client };
  return { objects, stream: new DeliveryStream(clients, { ...DELIVERY, ...configuration }, conversion, new WorkerLog()) };
}

const arrival = new Date('2026-01-02T03:00:00Z');
const records = (...texts: string[]) => texts.map((text, index) => streamRecord(index + 1, text, arrival));

test('JSON is put as it comes, with its delimiter, compressed', async () => {
  const { stream, objects } = makeStream({ delimiter: '\n', gzip: true, fileExtension: '.gz' });
  await stream.take(records('{"a":1}', '{"a":2}'));
  await stream.drain(true);
  const [[key, body] = ['', Buffer.alloc(0)]] = objects;
  expect(objects.size).toBe(1);
  expect(key).toMatch(/^trips\/2026\/01\/02\/03\/curated-1-.*\.gz$/);
  expect(gunzipSync(body).toString()).toBe('{"a":1}\n{"a":2}\n');
  expect(stream.written).toBe(2);
});

test('every record ends in one place: the object, the errors, or dropped on purpose', async () => {
  const { stream, objects } = makeStream({ transform: CLASSIFY });
  await stream.take(records('{"verdict":"Ok"}', '{"verdict":"Dropped"}', '{"verdict":"ProcessingFailed"}'));
  await stream.drain(true);
  const entries = [...objects].map(([key, body]) => [key.split('curated-1-')[0], body.toString()]);
  expect(entries).toEqual([
    ['trips/2026/01/02/03/', '{"verdict":"Ok"}'],
    ['errors/processing-failed/', expect.stringMatching(/^\{"attemptsMade":1,.*"errorCode":"Lambda\.ProcessingFailedStatus".*\}\n$/)],
  ]);
});

test('what does not fit the table goes to format-conversion-failed with the table it did not fit', async () => {
  const table = { catalogId: '1', databaseName: 'db', tableName: 't', region: 'us-east-1', versionId: 'LATEST', catalogArn: 'arn' };
  const rules = { caseInsensitive: true, dotsToUnderscores: false, keyOfColumn: {} };
  const converter = await ParquetConverter.create([{ name: 'a', type: 'int' }], rules, folder);
  const { stream, objects } = makeStream({ parquet: { schema: {}, rules }, fileExtension: '.parquet' }, { converter, table });
  await stream.take(records('{"a":1}', '{"a":"x"}'));
  await stream.drain(true);
  const [parquet = '', error = ''] = [...objects.keys()];
  expect(parquet).toMatch(/\.parquet$/);
  expect(error).toMatch(/^errors\/format-conversion-failed\/curated-1-/);
  expect(JSON.parse(objects.get(error)?.toString() ?? '')).toEqual({
    attemptsMade: 1,
    arrivalTimestamp: arrival.getTime(),
    lastErrorCode: 'DataFormatConversion.MalformedData',
    lastErrorMessage: "Data does not match the schema. Column a does not take 'x'",
    attemptEndingTimestamp: expect.any(Number),
    rawData: Buffer.from('{"a":"x"}').toString('base64'),
    sequenceNumber: '2',
    subSequenceNumber: 0,
    dataCatalogTable: table,
  });
  expect(stream.written).toBe(2);
});

test('each partition has an object of its own, by the keys of the transform', async () => {
  const { stream, objects } = makeStream({ transform: CLASSIFY, prefix: 'trips/borough=!{partitionKeyFromLambda:borough}/' });
  const [queens, bronx] = ['Queens', 'Bronx'].map((borough) => JSON.stringify({ verdict: 'Ok', borough }));
  await stream.take(records(queens, bronx, queens));
  await stream.drain(true);
  expect([...objects].map(([key, body]) => [key.split('curated-1-')[0], body.toString()])).toEqual([
    ['trips/borough%3DQueens/', queens + queens],
    ['trips/borough%3DBronx/', bronx],
  ]);
  expect(stream.written).toBe(3);
});

test('a record that no key was given for, or an empty one, goes to metadata-extraction-failed and takes no neighbour along', async () => {
  const empty = new FakeLambda(({ records: sent }) => ({
    payload: {
      records: (Array.isArray(sent) ? sent : []).map(({ recordId, data }) => (
        { recordId, data, result: 'Ok', metadata: { partitionKeys: JSON.parse(Buffer.from(data, 'base64').toString()) } }
      )),
    },
  }));
  const { stream, objects } = makeStream({ transform: CLASSIFY, prefix: 'trips/borough=!{partitionKeyFromLambda:borough}/' }, undefined, empty);
  const misfits = ['{}', '{"borough":""}', '{"borough":null}', '{"other":"x"}'];
  await stream.take(records(...misfits, '{"borough":"Bronx"}'));
  await stream.drain(true);
  const [delivered, errors] = [...objects].map(([key, body]) => ({ key, lines: body.toString().trimEnd().split('\n') }));
  expect(delivered).toEqual({ key: expect.stringMatching(/^trips\/borough%3DBronx\/curated-1-/), lines: ['{"borough":"Bronx"}'] });
  expect(errors?.key).toMatch(/^errors\/metadata-extraction-failed\/curated-1-/);
  expect(errors?.lines.map((line) => JSON.parse(line))).toEqual(misfits.map((text) => expect.objectContaining({
    errorCode: 'DynamicPartitioning.MetadataExtractionFailed', rawData: Buffer.from(text).toString('base64'),
  })));
  expect(stream.written).toBe(5);
});

test('source records are also kept as they come', async () => {
  const backup = { bucket: 'bucket', prefix: 'raw/', hints: { bytes: 1_000_000, millis: 3_600_000 }, gzip: true };
  const { stream, objects } = makeStream({ transform: CLASSIFY, backup });
  await stream.take(records('{"verdict":"Ok"}', '{"verdict":"Dropped"}'));
  await stream.drain(true);
  const raw = [...objects].find(([key]) => key.startsWith('raw/'));
  expect(raw?.[0]).toMatch(/^raw\/2026\/01\/02\/03\/curated-1-.*\.gz$/);
  expect(gunzipSync(raw?.[1] ?? '').toString()).toBe('{"verdict":"Ok"}{"verdict":"Dropped"}');
  expect(stream.written).toBe(1);
});
