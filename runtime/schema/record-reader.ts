import { isUtf8 } from 'node:buffer';
import { toByteText } from './byte-text';
import { Refusal, type Coercer } from './coercion/coercer';
import { coercerFor } from './coercion/rules';
import { ObjectScanner } from './object-scanner';
import { cutShort, type Reason } from './reason';
import { Rejection } from './rejection';
import { Row } from './row';
import { TokenKind } from './token';
import type { FieldConfig, RecordSchemaConfig } from '../../src/schema/record-schema-config';

/** The fields of a schema that stand on the wire, in the order in which a row holds their values. */
export function wireFields(schema: RecordSchemaConfig): FieldConfig[] {
  return schema.fields.filter((field) => field.type !== 'geo_point');
}

/**
 * Reads records of one schema. Compiled once, used for every record; it remembers nothing of a record but the order of its keys.
 *
 * Unknown fields are ignored, null is the same as absent, values are coerced where nothing is lost by it (see the coercers).
 * The document id's field is required whether or not the schema says so: without it a document has no id.
 */
export class RecordReader {
  private readonly scanner: ObjectScanner;
  private readonly names: string[];
  private readonly coercers: Coercer[];
  private readonly required: boolean[];
  private readonly requiredPoints: { readonly name: string; readonly longitude: number; readonly latitude: number }[];

  constructor(schema: RecordSchemaConfig) {
    const fields = wireFields(schema);
    this.names = fields.map((field) => field.name);
    this.coercers = fields.map(coercerFor);
    this.required = fields.map((field) => field.required === true || field.name === schema.documentId);
    this.scanner = new ObjectScanner(fields.map((field) => toByteText(field.wireName ?? field.name)));
    this.requiredPoints = schema.fields.filter((field) => field.type === 'geo_point' && field.required).map((field) => ({
      name: field.name,
      longitude: this.names.indexOf(field.longitude ?? ''),
      latitude: this.names.indexOf(field.latitude ?? ''),
    }));
  }

  /**
   * Reads one JSON object, or several with white space (commonly a line end) between them. Where one of several is not JSON,
   * reading goes on in the line after the one it begins in. Never empty: bytes without any object are one rejection.
   */
  read(bytes: Uint8Array): (Row | Rejection)[] {
    const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const text = buffer.toString('latin1');
    const { scanner } = this;
    scanner.reset(buffer, text);
    const verdicts: (Row | Rejection)[] = [];
    let at = scanner.skipSpace(0);
    if (at === text.length) return [new Rejection([{ rule: 'a JSON object, but the record is empty' }])];
    while (at < text.length) {
      const start = at;
      at = scanner.scan(start);
      if (at < 0) {
        const lineEnd = text.indexOf('\n', start);
        at = lineEnd < 0 ? text.length : lineEnd;
        verdicts.push(new Rejection([{ rule: 'a JSON object', received: cutShort(text, start, at) }]));
      } else if (scanner.beyondAscii && !isUtf8(buffer.subarray(start, at))) {
        verdicts.push(new Rejection([{ rule: 'a JSON object in UTF-8', received: cutShort(text, start, at) }]));
      } else {
        verdicts.push(this.judge(text));
      }
      at = scanner.skipSpace(at);
    }
    return verdicts;
  }

  private judge(text: string): Row | Rejection {
    const { kinds, starts, ends } = this.scanner;
    const { coercers } = this;
    const values: (string | undefined)[] = [];
    let reasons: Reason[] | undefined;
    for (let slot = 0; slot < coercers.length; slot++) {
      const kind: TokenKind = kinds[slot];
      if (kind <= TokenKind.NULL) {
        values.push(undefined);
        if (this.required[slot]) (reasons ??= []).push({ field: this.names[slot], rule: 'required' });
        continue;
      }
      const value = coercers[slot](text, starts[slot], ends[slot], kind);
      if (value instanceof Refusal) {
        (reasons ??= []).push({ field: this.names[slot], rule: value.rule, received: cutShort(text, starts[slot], ends[slot]) });
      } else {
        values.push(value);
      }
    }
    if (reasons !== undefined) return new Rejection(reasons);
    const row = new Row(values);
    const point = this.requiredPoints.find(({ longitude, latitude }) => values[longitude] === undefined || values[latitude] === undefined);
    return point === undefined ? row : new Rejection([{ field: point.name, rule: 'required' }]);
  }
}
