import type { Field, RecordSchema } from '../schema';

/** Bytes of a value as JSON where neither the type nor a rule says more. */
const TYPICAL_TEXT = 18;
const TYPICAL_JSON = 200;

/** About how many bytes a record of the schema has as JSON, by the names and types of its fields. */
export function typicalRecordSize(schema: RecordSchema): number {
  return schema.fields.filter((field) => !field.derived)
    .reduce((bytes, field) => bytes + Buffer.byteLength(field.wireName) + '"":,'.length + typicalValueSize(field), '{}'.length);
}

function typicalValueSize({ _config: { allowedValues, precision, type } }: Field): number {
  switch (type) {
    case 'boolean': return 'false'.length;
    case 'integer': return '100000'.length;
    case 'bigint': return '1000000000000'.length;
    case 'double': return '-73.985131'.length;
    case 'decimal': return (precision ?? 0) + '.'.length;
    case 'timestamp': return '"2026-01-31T23:59:59.000Z"'.length;
    case 'date': return '"2026-01-31"'.length;
    case 'json': return TYPICAL_JSON;
    default: return allowedValues ? Math.max(...allowedValues.map((value) => Buffer.byteLength(value))) + '""'.length : TYPICAL_TEXT;
  }
}
