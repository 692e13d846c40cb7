import { AS_IS } from './coercion/coercer';
import { fieldTextOf, isoInstant } from './field-text';
import { wireFields } from './record-reader';
import { objectRendering, writeValue, type Rendering, type ValueWriter } from './rendering';
import type { Row } from './row';
import type { RecordSchemaConfig } from '../../src/schema/record-schema-config';

const MILLISECONDS_CHARACTERS = 'yyyy-MM-ddTHH:mm:ss.SSSZ'.length;

/** The document for search, on one line without line end: instants as ISO-8601 with `Z`, nested JSON as it came, points as `{lat, lon}`. */
export function searchRendering(schema: RecordSchemaConfig): Rendering {
  const fields = wireFields(schema);
  const points = schema.fields.filter((field) => field.type === 'geo_point').map((field) => ({
    prefix: `,"${field.name}":{"lat":`,
    longitude: fields.findIndex((other) => other.name === field.longitude),
    latitude: fields.findIndex((other) => other.name === field.latitude),
  }));
  return objectRendering(schema, fields.map(({ type }) => type === 'timestamp' ? writeInstant : writeValue), (row, sink) => {
    for (const { prefix, longitude, latitude } of points) {
      if (row.values[longitude] === undefined || row.values[latitude] === undefined) continue;
      sink.text(prefix);
      writeValue(row, latitude, sink, row.starts[latitude]);
      sink.text(',"lon":');
      writeValue(row, longitude, sink, row.starts[longitude]);
      sink.text('}');
    }
  });
}

const writeInstant: ValueWriter = (row, slot, sink, from) => {
  const start = row.starts[slot];
  if (row.values[slot] === AS_IS && row.ends[slot] - start === MILLISECONDS_CHARACTERS + 2) {
    sink.copy(row.memory, from, row.ends[slot]);
    return;
  }
  sink.copy(row.memory, from, start);
  sink.text(`"${isoInstant(row, slot)}"`);
};

/** The document id that the schema names, as text; undefined for a schema without one. */
export function documentIdOf(schema: RecordSchemaConfig): (row: Row) => string | undefined {
  return fieldTextOf(schema, schema.documentId);
}
