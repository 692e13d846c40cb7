import { AS_IS } from './coercion/coercer';
import { Memory } from './memory';
import type { TokenKind } from './token';

/** The beginning of a member that is written otherwise than `,"key":` without white space. */
export const SPACED = -1;

/**
 * What a record holds per field of its schema on the wire: first the tokens, which the scanner finds, then the values, which the coercers make of
 * them. A reader has one row, so it is to be used before the next record is read.
 */
export class Row {
  /** A row of one field, whose token these bytes are. */
  static ofToken(bytes: Uint8Array, kind: TokenKind): Row {
    const row = new Row(1);
    row.memory = Memory.of(bytes);
    row.kinds[0] = kind;
    row.ends[0] = bytes.length;
    return row;
  }

  memory = new Memory(0);
  readonly kinds: Uint8Array;
  /** Tokens lie from their start up to their end, strings with their quotes. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Where a member without white space begins: at the comma or brace before its key. SPACED for others. */
  readonly heads: Int32Array;
  /** Canonical byte text (see `Coercer`), AS_IS for the bytes of the token, or undefined where the record has no value. */
  readonly values: (string | undefined)[];

  constructor(fields: number) {
    this.kinds = new Uint8Array(fields);
    this.starts = new Int32Array(fields);
    this.ends = new Int32Array(fields);
    this.heads = new Int32Array(fields);
    this.values = Array.from({ length: fields }, () => undefined);
  }

  /** The token as byte text. */
  token(slot: number): string {
    return this.memory.bytes.toString('latin1', this.starts[slot], this.ends[slot]);
  }

  /** The value, or the token's own text where that is the value. */
  text(slot: number): string | undefined {
    const value = this.values[slot];
    return value === AS_IS ? this.token(slot) : value;
  }
}
