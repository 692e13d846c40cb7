import { AS_IS } from './coercion/coercer';
import { Memory } from './memory';
import { wireFields } from './record-reader';
import { objectRendering, writeValue, type Rendering, type ValueWriter } from './rendering';
import type { FieldConfig, RecordSchemaConfig } from '../../src/schema/record-schema-config';

const LINE_END = 0x0a;
const QUOTE = 0x22;
const SPACE = 0x20;
const DAY_CHARACTERS = 'yyyy-MM-dd'.length;
const SECONDS_CHARACTERS = 'yyyy-MM-ddTHH:mm:ssZ'.length;
const MILLISECONDS = Memory.of(Buffer.from('.000"'));

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
  const object = objectRendering(schema, wireFields(schema).map(writerFor));
  return (row, sink) => {
    object(row, sink);
    sink.byte(LINE_END);
  };
}

function writerFor({ type }: FieldConfig): ValueWriter {
  switch (type) {
    case 'decimal': return writeQuoted;
    case 'timestamp': return writeTimestamp;
    case 'json': return writeJsonText;
    default: return writeValue;
  }
}

const writeQuoted: ValueWriter = (row, slot, sink, from) => {
  sink.copy(row.memory, from, row.starts[slot]);
  sink.byte(QUOTE);
  writeValue(row, slot, sink, row.starts[slot]);
  sink.byte(QUOTE);
};

const writeTimestamp: ValueWriter = (row, slot, sink, from) => {
  if (row.values[slot] !== AS_IS) {
    writeQuoted(row, slot, sink, from);
    return;
  }
  const start = row.starts[slot];
  const end = row.ends[slot];
  // all but the zone and the quote behind it
  sink.copy(row.memory, from, end - 2);
  sink.set(sink.length - (end - 2 - start) + DAY_CHARACTERS + 1, SPACE);
  if (end - start === SECONDS_CHARACTERS + 2) sink.copy(MILLISECONDS, 0, MILLISECONDS.size);
  else sink.byte(QUOTE);
};

/** Nested JSON as a JSON string of its text. */
const writeJsonText: ValueWriter = (row, slot, sink, from) => {
  sink.copy(row.memory, from, row.starts[slot]);
  sink.text(JSON.stringify(row.text(slot)));
};
