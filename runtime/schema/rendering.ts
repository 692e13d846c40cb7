import type { ByteSink } from './byte-sink';
import { AS_IS } from './coercion/coercer';
import { wireFields } from './record-reader';
import type { Row } from './row';
import type { RecordSchemaConfig } from '../../src/schema/record-schema-config';

/** Writes a row in the form of one destination. */
export type Rendering = (row: Row, sink: ByteSink) => void;

/** Writes the value of one field that the row has. */
export type ValueWriter = (row: Row, slot: number, sink: ByteSink) => void;

const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** A JSON object of the row's values under their field names; absent values are left out. `more` may add members, each with a comma before it. */
export function objectRendering(schema: RecordSchemaConfig, writers: readonly ValueWriter[], more?: Rendering): Rendering {
  const prefixes = wireFields(schema).map((field) => Buffer.from(`,"${field.name}":`));
  // the commonest case, told once and not by a call for each value
  const verbatim = writers.map((writer) => writer === writeValue);
  return (row, sink) => {
    const start = sink.length;
    const { values } = row;
    for (let slot = 0; slot < writers.length; slot++) {
      const value = values[slot];
      if (value === undefined) continue;
      const prefix = prefixes[slot];
      sink.copy(prefix, 0, prefix.length);
      if (value === AS_IS && verbatim[slot]) sink.copy(row.bytes, row.starts[slot], row.ends[slot]);
      else writers[slot](row, slot, sink);
    }
    more?.(row, sink);
    // the brace takes the place of the first comma
    if (sink.length === start) sink.byte(OPEN_OBJECT);
    else sink.set(start, OPEN_OBJECT);
    sink.byte(CLOSE_OBJECT);
  };
}

/** The canonical text as it is. */
export const writeValue: ValueWriter = (row, slot, sink) => {
  const value = row.values[slot];
  if (value === AS_IS) sink.copy(row.bytes, row.starts[slot], row.ends[slot]);
  else if (value !== undefined) sink.text(value);
};
