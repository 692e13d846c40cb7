import { CsvReader } from '../../../runtime/commands/produce/csv';
import { readLines } from '../../../runtime/commands/produce/lines';
import { readNdjson } from '../../../runtime/commands/produce/ndjson';
import { KeyFields, Row } from '../../../runtime/commands/produce/row';

/** Gives the text in chunks of so many bytes. */
export async function* chunksOf(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

export async function csvRows(text: string | Uint8Array, fields: KeyFields = { partitionKey: 'id' }, size = 65_536): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const some of new CsvReader(fields).read(readLines(chunksOf(text, size)))) rows.push(...some);
  return rows;
}

export async function ndjsonRows(text: string | Uint8Array, fields: KeyFields = { partitionKey: 'id' }, size = 65_536): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const some of readNdjson(readLines(chunksOf(text, size)), fields)) rows.push(...some);
  return rows;
}

/** Each row's line, and its record's data or what is wrong with it. */
export function shown(rows: readonly Row[]): [number, string][] {
  return rows.map(({ line, record }) => [line, typeof record === 'string' ? record : Buffer.from(record.data).toString()]);
}
