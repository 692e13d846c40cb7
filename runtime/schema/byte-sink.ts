const INITIAL_BYTES = 64 * 1024;
/** Below this, a loop is faster than a call into native code. */
const LOOPED_BYTES = 48;

/** Bytes that are written one behind the other into memory that is used again: rendering a record leaves no garbage behind. */
export class ByteSink {
  length = 0;
  private bytes = Buffer.allocUnsafe(INITIAL_BYTES);

  clear(): void {
    this.length = 0;
  }

  /** Overwrites a byte that was written before. */
  set(at: number, byte: number): void {
    this.bytes[at] = byte;
  }

  byte(byte: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = byte;
  }

  copy(source: Uint8Array, start: number, end: number): void {
    const count = end - start;
    if (this.length + count > this.bytes.length) this.grow(count);
    const { bytes, length } = this;
    if (count <= LOOPED_BYTES) {
      for (let i = 0; i < count; i++) bytes[length + i] = source[start + i];
    } else {
      bytes.set(source.subarray(start, end), length);
    }
    this.length = length + count;
  }

  /** Writes a byte text. */
  text(byteText: string): void {
    if (this.length + byteText.length > this.bytes.length) this.grow(byteText.length);
    this.length += this.bytes.write(byteText, this.length, 'latin1');
  }

  toByteText(): string {
    return this.bytes.toString('latin1', 0, this.length);
  }

  toBase64(): string {
    return this.bytes.toString('base64', 0, this.length);
  }

  private grow(count: number): void {
    const grown = Buffer.allocUnsafe(Math.max(this.length + count, 2 * this.bytes.length));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }
}
