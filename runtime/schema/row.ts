import { AS_IS } from './coercion/coercer';

/**
 * A valid record: per field of its schema on the wire either its value as canonical byte text (see `Coercer`), AS_IS for the bytes from `starts` up to
 * `ends`, or undefined where the record has none. The reader has one of them, so it is to be used before the next record is read.
 */
export class Row {
  bytes: Buffer = Buffer.alloc(0);
  readonly values: (string | undefined)[];

  constructor(readonly starts: Int32Array, readonly ends: Int32Array) {
    this.values = Array.from(starts, () => undefined);
  }

  /** The value, or the token's own text where that is the value. */
  text(slot: number): string | undefined {
    const value = this.values[slot];
    return value === AS_IS ? this.bytes.toString('latin1', this.starts[slot], this.ends[slot]) : value;
  }
}
