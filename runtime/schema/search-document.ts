import { fromByteText } from './byte-text';
import type { Rendering } from './curated-row';
import { wireFields } from './record-reader';
import type { Row } from './row';
import type { RecordSchemaConfig } from '../../src/schema/record-schema-config';

/** The document for search, on one line without line end: instants as ISO-8601 with `Z`, nested JSON as it came, points as `{lat, lon}`. */
export function searchRendering(schema: RecordSchemaConfig): Rendering {
  const fields = wireFields(schema);
  const prefixes = fields.map((field) => `,"${field.name}":`);
  const instants = fields.map((field) => field.type === 'timestamp');
  const points = schema.fields.filter((field) => field.type === 'geo_point').map((field) => ({
    prefix: `,"${field.name}":`,
    longitude: fields.findIndex((other) => other.name === field.longitude),
    latitude: fields.findIndex((other) => other.name === field.latitude),
  }));
  return ({ values }) => {
    let document = '';
    for (let i = 0; i < prefixes.length; i++) {
      const value = values[i];
      if (value !== undefined) document += prefixes[i] + (instants[i] ? `"${isoInstant(value)}"` : value);
    }
    for (const { prefix, longitude, latitude } of points) {
      const lon = values[longitude];
      const lat = values[latitude];
      if (lon !== undefined && lat !== undefined) document += `${prefix}{"lat":${lat},"lon":${lon}}`;
    }
    return `{${document.slice(1)}}`;
  };
}

/** The document id that the schema names, as text; undefined for a schema without one. */
export function documentIdOf(schema: RecordSchemaConfig): ((row: Row) => string | undefined) {
  const slot = wireFields(schema).findIndex((field) => field.name === schema.documentId);
  const field = wireFields(schema)[slot];
  return ({ values }) => {
    const value = values[slot];
    if (value === undefined) return undefined;
    if (field.type === 'timestamp') return isoInstant(value);
    const parsed: unknown = value.startsWith('"') ? JSON.parse(fromByteText(value)) : value;
    return typeof parsed === 'string' ? parsed : value;
  };
}

function isoInstant(value: string): string {
  return `${value.slice(0, 10)}T${value.slice(11)}Z`;
}
