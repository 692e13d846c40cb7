import { fromByteText } from './byte-text';
import { AS_IS } from './coercion/coercer';
import { canonicalInstant } from './coercion/timestamp';
import { wireFields } from './record-reader';
import type { Row } from './row';
import type { RecordSchemaConfig } from '../../src/schema/record-schema-config';

/** Of ASCII without anything that is escaped. */
const PLAIN_STRING = /^"[ !#-[\]-~]*"$/;

/** The value of one field as plain text, instants as ISO-8601 with `Z`; undefined where the record or the schema has none. */
export function fieldTextOf(schema: RecordSchemaConfig, name: string | undefined): (row: Row) => string | undefined {
  const slot = wireFields(schema).findIndex((field) => field.name === name);
  if (slot < 0) return () => undefined;
  const { type } = wireFields(schema)[slot];
  return (row) => {
    const value = row.text(slot);
    if (value === undefined) return undefined;
    if (type === 'timestamp') return isoInstant(row, slot);
    if (PLAIN_STRING.test(value)) return value.slice(1, -1);
    const parsed: unknown = value.startsWith('"') ? JSON.parse(fromByteText(value)) : value;
    return typeof parsed === 'string' ? parsed : value;
  };
}

export function isoInstant(row: Row, slot: number): string {
  const text = row.text(slot) ?? '';
  const canonical = row.values[slot] === AS_IS ? canonicalInstant(text) : text;
  return `${canonical.slice(0, 10)}T${canonical.slice(11)}Z`;
}
