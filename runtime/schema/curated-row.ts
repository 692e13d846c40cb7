import { wireFields } from './record-reader';
import type { Row } from './row';
import type { RecordSchemaConfig } from '../../src/schema/record-schema-config';

/** Turns a row into the byte text of one line for one destination. */
export type Rendering = (row: Row) => string;

/**
 * The line that Firehose converts to Parquet by the Glue columns (the OpenX JSON SerDe reads it), line end included.
 *
 * A decimal is a JSON *string*: the SerDe that Firehose's page links to (rcongiu/Hive-JSON-Serde) keeps unquoted literals as text, but later ones
 * built on open-json (starburstdata/hive-json-serde) turn an unquoted one into a double first, which ends after 17 digits. All of them
 * build a quoted one from its text, and AWS says that only the *Hive* JSON SerDe refuses numbers in strings
 * (https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html). A bigint is safe as a number: those parse it as a long.
 * A timestamp has the page's `yyyy-MM-dd HH:mm:ss.SSS` form, which has no zone that a reader could apply once more.
 * Absent values are left out. Derived fields are for search only.
 */
export function curatedRendering(schema: RecordSchemaConfig): Rendering {
  const fields = wireFields(schema);
  const prefixes = fields.map((field) => `,"${field.name}":`);
  const quoted = fields.map((field) => field.type === 'decimal' || field.type === 'timestamp');
  const nested = fields.map((field) => field.type === 'json');
  return ({ values }) => {
    let line = '';
    for (let i = 0; i < prefixes.length; i++) {
      const value = values[i];
      if (value === undefined) continue;
      if (quoted[i]) line += `${prefixes[i]}"${value}"`;
      else line += prefixes[i] + (nested[i] ? JSON.stringify(value) : value);
    }
    return `{${line.slice(1)}}\n`;
  };
}
