const INITIAL_BYTES = 64 * 1024;

/** A piece of memory used again for every record: a batch of thousands leaves no garbage behind for its conversions. */
export class Scratch {
  private buffer = Buffer.allocUnsafe(INITIAL_BYTES);

  /** The bytes that a base64 text stands for, valid until the next call. */
  decodeBase64(base64: string): Buffer {
    this.reserve(base64.length);
    return this.buffer.subarray(0, this.buffer.write(base64, 0, 'base64'));
  }

  /** The base64 of a byte text. */
  encodeBase64(byteText: string): string {
    this.reserve(byteText.length);
    return this.buffer.toString('base64', 0, this.buffer.write(byteText, 0, 'latin1'));
  }

  private reserve(bytes: number): void {
    if (bytes > this.buffer.length) this.buffer = Buffer.allocUnsafe(Math.max(bytes, 2 * this.buffer.length));
  }
}
