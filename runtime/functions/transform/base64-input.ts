const INITIAL_BYTES = 64 * 1024;

/** Decodes base64 into memory that is used again for every record. */
export class Base64Input {
  private buffer = Buffer.allocUnsafe(INITIAL_BYTES);

  /** The bytes that a base64 text stands for, valid until the next call. */
  decode(base64: string): Buffer {
    if (base64.length > this.buffer.length) this.buffer = Buffer.allocUnsafe(Math.max(base64.length, 2 * this.buffer.length));
    return this.buffer.subarray(0, this.buffer.write(base64, 0, 'base64'));
  }
}
