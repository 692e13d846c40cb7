/** What a row of the input is put as. */
export interface RowRecord {
  readonly partitionKey: string;
  readonly explicitHashKey?: string;
  readonly data: Uint8Array | string;
}

/** One row of the input. */
export interface Row {
  /** The number of its first line, from 1. */
  readonly line: number;
  /** As it stands in the input, without the end of its last line. */
  readonly source: Buffer;
  /** The record, or why the row is none. */
  readonly record: RowRecord | string;
}

/** Where a row has its keys. */
export interface KeyFields {
  readonly partitionKey: string;
  readonly explicitHashKey?: string;
}

const LONGEST_QUOTE = 60;

/** A value of the input as a message shows it: in quotes, and cut short. */
export function quote(value: string): string {
  return JSON.stringify(value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value);
}

/** The keys of a row; a text tells what is wrong with them. What the producer itself refuses is left to it. */
export function keysOf(fields: KeyFields, valueOf: (field: string) => unknown): Omit<RowRecord, 'data'> | string {
  const partitionKey = keyOf(fields.partitionKey, valueOf(fields.partitionKey));
  if (partitionKey.problem !== undefined) return partitionKey.problem;
  if (fields.explicitHashKey === undefined) return { partitionKey: partitionKey.key };
  const explicitHashKey = keyOf(fields.explicitHashKey, valueOf(fields.explicitHashKey));
  return explicitHashKey.problem ?? { partitionKey: partitionKey.key, explicitHashKey: explicitHashKey.key };
}

function keyOf(field: string, value: unknown): { readonly key: string; readonly problem?: string } {
  if (typeof value === 'string' && value !== '') return { key: value };
  if (typeof value === 'boolean') return { key: String(value) };
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || Number.isSafeInteger(value)) return { key: String(value) };
    return { key: '', problem: `${quote(field)} is a number of more digits than can be told apart: write it as a string` };
  }
  const found = value === undefined ? 'is missing' : `is ${value === '' ? 'empty' : value === null ? 'null' : 'an object'}`;
  return { key: '', problem: `${quote(field)}, which is to be a key, ${found}: a string, a number or true or false is needed` };
}
