import { fieldTextOf, isoInstant } from './field-text';
import { wireFields } from './record-reader';
import { objectRendering, writeValue, type Rendering, type ValueWriter } from './rendering';
import type { Row } from './row';
import type { RecordSchemaConfig } from '../../src/schema/record-schema-config';

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
      writeValue(row, latitude, sink);
      sink.text(',"lon":');
      writeValue(row, longitude, sink);
      sink.text('}');
    }
  });
}

const writeInstant: ValueWriter = (row, slot, sink) => sink.text(`"${isoInstant(row, slot)}"`);

/** The document id that the schema names, as text; undefined for a schema without one. */
export function documentIdOf(schema: RecordSchemaConfig): (row: Row) => string | undefined {
  return fieldTextOf(schema, schema.documentId);
}
