import { isUtf8 } from 'node:buffer';
import { messageOf } from '../usage-error';
import { Line, LONGEST_LINE } from './lines';
import { KeyFields, keysOf, quote, Row, RowRecord } from './row';

/** Rows that are a JSON object on a line each. The data of a record is the line as it stands, so that numbers keep their digits. Blank lines are left out. */
export async function* readNdjson(lines: AsyncIterable<Line[]>, fields: KeyFields): AsyncGenerator<Row[]> {
  for await (const some of lines) {
    yield some.filter(({ bytes, isTooLong }) => isTooLong || bytes.some((byte) => byte !== 0x20 && byte !== 0x09)).map((line) => {
      return { line: line.number, source: line.bytes, record: toRecord(line, fields) };
    });
  }
}

function toRecord({ bytes, isTooLong }: Line, fields: KeyFields): RowRecord | string {
  if (isTooLong) return `is longer than ${LONGEST_LINE} bytes, which no record may be`;
  if (!isUtf8(bytes)) return `is not UTF-8, got ${quote(bytes.toString('latin1'))}: save the file as UTF-8`;
  const value = parse(bytes.toString('utf8'));
  if (typeof value === 'string') return value;
  const keys = keysOf(fields, (field) => (Object.hasOwn(value.object, field) ? Reflect.get(value.object, field) : undefined));
  return typeof keys === 'string' ? keys : { ...keys, data: bytes };
}

function parse(text: string): { readonly object: object } | string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { object: value };
    return `is no JSON object, got ${quote(text)}`;
  } catch (error) {
    return `is no JSON, got ${quote(text)}: ${messageOf(error)}`;
  }
}
