import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { makeClients } from '../../../local/emulator/clients';
import { readCurated } from '../../../local/read-back/curated';
import type { DeliveryConfiguration } from '../../../local/workers/firehose/configuration';
import { ParquetConverter } from '../../../local/workers/firehose/parquet';
import { DELIVERY } from '../workers/firehose/records';

const folder = mkdtempSync(join(tmpdir(), 'curated-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A bucket with these objects. */
function bucketOf(objects: { readonly [key: string]: Uint8Array }) {
  const s3 = new S3Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
    requestHandler: {
      handle: async ({ path, query }: { readonly path: string; readonly query: { readonly [name: string]: string } }) => {
        const key = path.replace('/bucket/', '');
        const listed = Object.keys(objects).filter((name) => name.startsWith(query.prefix ?? ''));
        const list = `<ListBucketResult>${listed.map((name) => `<Contents><Key>${name}</Key></Contents>`).join('')}</ListBucketResult>`;
        return { response: { statusCode: 200, headers: {}, body: Readable.from([objects[key] ?? Buffer.from(list)]) } };
      },
    },
  });
  return { ...makeClients('http://127.0.0.1:1'), s3 };
}

const read = (objects: { readonly [key: string]: Uint8Array }, configuration: Partial<DeliveryConfiguration>) =>
  readCurated(bucketOf(objects), { ...DELIVERY, ...configuration }, folder);

test('rows of Parquet objects are counted, and those that differ over all of them', async () => {
  const rules = { caseInsensitive: true, dotsToUnderscores: false, keyOfColumn: {} };
  const converter = await ParquetConverter.create([{ name: 'a', type: 'int' }, { name: 'b', type: 'string' }], rules, folder);
  const fileOf = async (...records: string[]) => (await converter.convert(records.map((record) => Buffer.from(record)))).file ?? Buffer.alloc(0);
  const objects = {
    'trips/2026/curated-1-x.parquet': await fileOf('{"a":1,"b":"x"}', '{"a":2}', '{"a":1,"b":"y"}'),
    'trips/2026/curated-1-y.parquet': await fileOf('{"a":2}'),
    'errors/processing-failed/curated-1-z': Buffer.from('{"errorCode":"Lambda.FunctionError","rawData":"YQ=="}\n'),
    'trips/of/somebody/else': Buffer.from('x'),
  };
  const content = await read(objects, { parquet: { schema: {}, rules } });
  expect([content.records, content.distinctRecords, content.objects, content.errors.count]).toEqual([4, 3, 2, 1]);
  expect(readdirSync(folder)).toEqual([]);
});

test('JSON is counted by document', async () => {
  const objects = { 'trips/curated-1-x.gz': gzipSync('{"a":1}{"a":2}\n{"a":1}'), 'trips/curated-1-y.gz': gzipSync('{"a":2}') };
  const content = await read(objects, { gzip: true });
  expect([content.records, content.distinctRecords, content.objects, content.errors.count]).toEqual([4, 2, 2, 0]);
});

test('an empty bucket holds nothing', async () => {
  const content = await read({}, {});
  expect([content.records, content.distinctRecords, content.objects, content.errors.count]).toEqual([0, 0, 0, 0]);
});
