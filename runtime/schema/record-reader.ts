import { isUtf8 } from 'node:buffer';
import { toByteText } from './byte-text';
import { AS_IS, Refusal, type Coercer } from './coercion/coercer';
import { coercerFor } from './coercion/rules';
import { coerceString } from './coercion/string';
import { ObjectScanner } from './object-scanner';
import { cutShort, type Reason } from './reason';
import { RecordBytes } from './record-bytes';
import { Row } from './row';
import { TokenKind } from './token';
import type { FieldConfig, RecordSchemaConfig } from '../../src/schema/record-schema-config';

/** The fields of a schema that stand on the wire, in the order in which a row holds their values. */
export function wireFields(schema: RecordSchemaConfig): FieldConfig[] {
  return schema.fields.filter((field) => field.type !== 'geo_point');
}

/**
 * For how many bytes per byte of what is read the ends of broken objects are sought beyond their lines. Lines that each open a bracket which never
 * closes would be sought to the end again and again; behind this many, an object has to end in its line.
 */
const SOUGHT_IN_VAIN = 10;

/** Takes what a reader finds, record by record. */
export interface RecordVisitor {
  /** A valid record. The row is the reader's own and changes with the next record. */
  row(row: Row): void;
  /** One that its schema does not take, with every reason found. */
  rejected(reasons: readonly Reason[]): void;
}

/**
 * Reads records of one schema. Compiled once, used for every record; it remembers nothing of a record but the order of its keys.
 *
 * Unknown fields are ignored, null is the same as absent, values are coerced where nothing is lost by it (see the coercers).
 * The document id's field is required whether or not the schema says so: without it a document has no id.
 */
export class RecordReader {
  /** Takes the bytes of a record that `readTaken` reads then. */
  readonly record = new RecordBytes();
  private readonly scanner: ObjectScanner;
  private readonly row: Row;
  private readonly names: string[];
  private readonly coercers: Coercer[];
  /** Per field the kind of token that is its value whatever it holds, if any: strings without rules are most fields of most records. */
  private readonly plainKinds: TokenKind[];
  private readonly required: boolean[];
  private readonly requiredPoints: { readonly name: string; readonly longitude: number; readonly latitude: number }[];

  constructor(schema: RecordSchemaConfig) {
    const fields = wireFields(schema);
    this.names = fields.map((field) => field.name);
    this.coercers = fields.map(coercerFor);
    this.plainKinds = this.coercers.map((coercer) => coercer === coerceString ? TokenKind.STRING : TokenKind.ABSENT);
    this.required = fields.map((field) => field.required === true || field.name === schema.documentId);
    this.row = new Row(fields.length);
    this.scanner = new ObjectScanner(fields.map((field) => toByteText(field.wireName ?? field.name)), this.record, this.row);
    this.requiredPoints = schema.fields.filter((field) => field.type === 'geo_point' && field.required).map((field) => ({
      name: field.name,
      longitude: this.names.indexOf(field.longitude ?? ''),
      latitude: this.names.indexOf(field.latitude ?? ''),
    }));
  }

  /**
   * Reads one JSON object, or several with white space (commonly a line end) between them. Where one of several is not JSON,
   * reading goes on in the line after the one it begins in: for an object of several lines, as long as few of them are broken. The visitor is always called: bytes without any object are one rejection.
   */
  read(bytes: Uint8Array, visitor: RecordVisitor): void {
    this.record.take(bytes);
    this.readTaken(visitor);
  }

  /** The same for the bytes that `record` has taken. */
  readTaken(visitor: RecordVisitor): void {
    const { scanner } = this;
    const { memory: { bytes }, length } = this.record;
    scanner.reset();
    let soughtInVain = 0;
    let at = scanner.skipSpace(0);
    if (at === length) visitor.rejected([{ rule: 'a JSON object, but the record is empty' }]);
    while (at < length) {
      const start = at;
      at = soughtInVain > SOUGHT_IN_VAIN * length ? scanner.scanLine(start, endOfLine(bytes, start, length)) : scanner.scan(start);
      if (at < 0) {
        at = endOfLine(bytes, start, length);
        soughtInVain += Math.max(0, scanner.soughtTo - at);
        visitor.rejected([{ rule: 'a JSON object', received: cutShort(bytes, start, at) }]);
      } else if (scanner.beyondAscii && !isUtf8(bytes.subarray(start, at))) {
        visitor.rejected([{ rule: 'a JSON object in UTF-8', received: cutShort(bytes, start, at) }]);
      } else {
        const reasons = this.judge();
        if (reasons === undefined) visitor.row(this.row);
        else visitor.rejected(reasons);
      }
      if (at < length) at = scanner.skipSpace(at);
    }
  }

  /** Makes the row's values of its tokens; what is wrong with them, if anything. */
  private judge(): Reason[] | undefined {
    const { coercers, plainKinds, required, names, row } = this;
    const { kinds, ends, values } = row;
    let reasons: Reason[] | undefined;
    for (let slot = 0; slot < coercers.length; slot++) {
      const kind: TokenKind = kinds[slot];
      if (kind <= TokenKind.NULL) {
        values[slot] = undefined;
        if (required[slot]) (reasons ??= []).push({ field: names[slot], rule: 'required' });
        continue;
      }
      // the commonest case, told without a call
      if (kind === plainKinds[slot]) {
        values[slot] = AS_IS;
        continue;
      }
      const end = ends[slot];
      const value = coercers[slot](row, slot);
      if (typeof value === 'string') values[slot] = value;
      else (reasons ??= []).push(refused(value, names[slot], row.memory.bytes, row.starts[slot], end));
    }
    if (reasons === undefined) {
      for (const { name, longitude, latitude } of this.requiredPoints) {
        if (values[longitude] === undefined || values[latitude] === undefined) (reasons ??= []).push({ field: name, rule: 'required' });
      }
    }
    return reasons;
  }
}

function refused({ rule }: Refusal, field: string, bytes: Buffer, start: number, end: number): Reason {
  return { field, rule, received: cutShort(bytes, start, end) };
}

function endOfLine(bytes: Buffer, start: number, length: number): number {
  const lineEnd = bytes.indexOf('\n', start);
  return lineEnd < 0 ? length : Math.min(lineEnd, length);
}
