import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { countLines, getObject, listKeys } from './bucket';
import type { Clients } from '../emulator/clients';
import type { DeliveryConfiguration } from '../workers/firehose/configuration';
import { errorPrefixOf, fixedPart } from '../workers/firehose/object-key';

export interface CuratedContent {
  readonly records: number;
  readonly errors: number;
  /** Objects that hold records; those of errors are not counted. */
  readonly objects: number;
}

/** Counts what a delivery stream has written: rows of its objects, and lines of its error objects. */
export async function readCurated(clients: Clients, delivery: DeliveryConfiguration, folder: string): Promise<CuratedContent> {
  const errorKeys = await listKeys(clients, delivery.bucket, fixedPart(errorPrefixOf(delivery)));
  const keys = await listKeys(clients, delivery.bucket, fixedPart(delivery.prefix));
  // either prefix may lie within the other
  const isObject = (key: string) => key.includes(`${delivery.name}-${delivery.version}-`);
  const failed = errorKeys.filter((key) => isObject(key) && isErrorKey(key));
  const objects = keys.filter((key) => isObject(key) && !isErrorKey(key));
  let errors = 0;
  for (const key of failed) errors += countLines(await getObject(clients, delivery.bucket, key));
  let records = 0;
  for (const key of objects) records += await countRecords(await getObject(clients, delivery.bucket, key), delivery, folder);
  return { records, errors, objects: objects.length };
}

function isErrorKey(key: string): boolean {
  return ['processing-failed', 'format-conversion-failed', 'activePartitionExceeded'].some((type) => key.includes(type));
}

/** Counted by DuckDB from the object as it lies there. */
async function countRecords(body: Uint8Array, delivery: DeliveryConfiguration, folder: string): Promise<number> {
  const parquet = delivery.parquet !== undefined;
  const file = join(folder, parquet ? 'read-back.parquet' : 'read-back.json');
  await writeFile(file, delivery.gzip ? gunzipSync(body) : body);
  const path = file.replaceAll("'", "''");
  const source = parquet ? `read_parquet('${path}')` : `read_json_objects('${path}', format = 'unstructured')`;
  try {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const [[count = 0] = []] = (await connection.runAndReadAll(`SELECT count(*) FROM ${source}`)).getRows();
    connection.closeSync();
    return Number(count);
  } finally {
    await rm(file);
  }
}
