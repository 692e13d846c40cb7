import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { getObject, listKeys } from './bucket';
import { ErrorLines } from './error-lines';
import { readRejectedRecords } from './rejected-records';
import type { Clients } from '../emulator/clients';
import type { DeliveryConfiguration } from '../workers/firehose/configuration';
import { errorPrefixOf, fixedPart } from '../workers/firehose/object-key';

export interface CuratedContent {
  readonly records: number;
  /** Records that differ from all others. */
  readonly distinctRecords: number;
  readonly errors: ErrorLines;
  /** Objects that hold records; those of errors are not counted. */
  readonly objects: number;
}

/** Counts what a delivery stream has written: rows of its objects, lines of its error objects, and of those that its transform has kept. */
export async function readCurated(clients: Clients, delivery: DeliveryConfiguration, folder: string): Promise<CuratedContent> {
  const errors = new ErrorLines();
  for (const key of await errorObjectKeys(clients, delivery)) errors.add(await getObject(clients, delivery.bucket, key), key);
  if (delivery.transform !== undefined) {
    for (const data of await readRejectedRecords(clients, delivery.transform.functionArn)) errors.addRejected(data);
  }
  const keys = await listKeys(clients, delivery.bucket, fixedPart(delivery.prefix));
  const objects = keys.filter((key) => isOf(delivery, key) && !isErrorKey(key));
  const place = join(folder, 'read-back');
  await mkdir(place);
  try {
    for (const [index, key] of objects.entries()) {
      const body = await getObject(clients, delivery.bucket, key);
      await writeFile(join(place, String(index)), delivery.gzip ? gunzipSync(body) : body);
    }
    const { records, distinctRecords } = objects.length === 0 ? { records: 0, distinctRecords: 0 } : await countRecords(place, delivery);
    return { records, distinctRecords, errors, objects: objects.length };
  } finally {
    await rm(place, { recursive: true });
  }
}

/** Keys of what a delivery stream could not deliver. */
export async function errorObjectKeys(clients: Clients, delivery: DeliveryConfiguration): Promise<string[]> {
  const keys = await listKeys(clients, delivery.bucket, fixedPart(errorPrefixOf(delivery)));
  return keys.filter((key) => isOf(delivery, key) && isErrorKey(key));
}

/** The prefix of objects may lie within that of errors, or the other way round. */
function isOf(delivery: DeliveryConfiguration, key: string): boolean {
  return key.includes(`${delivery.name}-${delivery.version}-`);
}

function isErrorKey(key: string): boolean {
  return ['processing-failed', 'format-conversion-failed', 'activePartitionExceeded', 'metadata-extraction-failed'].some((type) => key.includes(type));
}

/** Counted by DuckDB from the objects as they lie there. */
async function countRecords(place: string, delivery: DeliveryConfiguration): Promise<Pick<CuratedContent, 'records' | 'distinctRecords'>> {
  const files = join(place, '*').replaceAll("'", "''");
  const source = delivery.parquet === undefined ? `read_json_objects('${files}', format = 'unstructured')` : `read_parquet('${files}', hive_partitioning = false)`;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    const count = async (query: string) => Number((await connection.runAndReadAll(`SELECT count(*) FROM ${query}`)).getRows()[0]?.[0]);
    return { records: await count(source), distinctRecords: await count(`(SELECT DISTINCT * FROM ${source})`) };
  } finally {
    connection.closeSync();
  }
}
