import type { ByteSink } from './byte-sink';
import { AS_IS } from './coercion/coercer';
import { Memory } from './memory';
import { wireFields } from './record-reader';
import { SPACED, type Row } from './row';
import type { RecordSchemaConfig } from '../../src/schema/record-schema-config';

/** Writes a row in the form of one destination. */
export type Rendering = (row: Row, sink: ByteSink) => void;

/** Writes the value of one field that the row has, and before it the bytes of the record from `from` up to the token. */
export type ValueWriter = (row: Row, slot: number, sink: ByteSink, from: number) => void;

const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** A JSON object of the row's values under their field names; absent values are left out. `more` may add members, each with a comma before it. */
export function objectRendering(schema: RecordSchemaConfig, writers: readonly ValueWriter[], more?: Rendering): Rendering {
  const fields = wireFields(schema);
  const prefixes = fields.map((field) => Memory.of(Buffer.from(`,"${field.name}":`)));
  const sameNames = fields.map((field) => (field.wireName ?? field.name) === field.name);
  // the commonest case, told once and not by a call for each value
  const verbatim = writers.map((writer) => writer === writeValue);
  return (row, sink) => {
    const first = sink.length;
    const { values, heads, starts, ends, memory } = row;
    // members that stand on the wire as they have to stand here, one behind the other, are copied together
    let from = 0;
    let to = 0;
    for (let slot = 0; slot < writers.length; slot++) {
      const value = values[slot];
      if (value === undefined) continue;
      const head = sameNames[slot] ? heads[slot] : SPACED;
      if (head !== to || from === to) {
        if (from < to) sink.copy(memory, from, to);
        // a brace is no comma, unless the first member comes first here too
        const usable = head !== SPACED && (sink.length === first || memory.bytes[head] === COMMA);
        if (!usable) sink.copy(prefixes[slot], 0, prefixes[slot].size);
        from = usable ? head : starts[slot];
      }
      if (value === AS_IS && verbatim[slot]) {
        to = ends[slot];
        continue;
      }
      writers[slot](row, slot, sink, from);
      from = to = 0;
    }
    if (from < to) sink.copy(memory, from, to);
    more?.(row, sink);
    // the brace takes the place of the first comma
    if (sink.length === first) sink.byte(OPEN_OBJECT);
    else sink.set(first, OPEN_OBJECT);
    sink.byte(CLOSE_OBJECT);
  };
}

/** The canonical text as it is. */
export const writeValue: ValueWriter = (row, slot, sink, from) => {
  const value = row.values[slot];
  if (value === AS_IS) {
    sink.copy(row.memory, from, row.ends[slot]);
  } else if (value !== undefined) {
    sink.copy(row.memory, from, row.starts[slot]);
    sink.text(value);
  }
};
