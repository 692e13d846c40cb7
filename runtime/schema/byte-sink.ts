import { Memory } from './memory';

const INITIAL_BYTES = 64 * 1024;

/** Bytes that are written one behind the other into memory that is used again: rendering a record leaves no garbage behind. */
export class ByteSink {
  length = 0;
  private memory = new Memory(INITIAL_BYTES);

  clear(): void {
    this.length = 0;
  }

  /** Overwrites a byte that was written before. */
  set(at: number, byte: number): void {
    this.memory.bytes[at] = byte;
  }

  byte(byte: number): void {
    if (this.length === this.memory.size) this.grow(1);
    this.memory.bytes[this.length++] = byte;
  }

  copy(source: Memory, start: number, end: number): void {
    const { length } = this;
    this.length = length + end - start;
    if (this.length > this.memory.size) this.grow(0);
    this.memory.copy(length, source, start, end);
  }

  /** Writes a byte text. */
  text(byteText: string): void {
    if (this.length + byteText.length > this.memory.size) this.grow(byteText.length);
    this.length += this.memory.bytes.write(byteText, this.length, 'latin1');
  }

  toByteText(): string {
    return this.memory.bytes.toString('latin1', 0, this.length);
  }

  toBase64(): string {
    return this.memory.bytes.toString('base64', 0, this.length);
  }

  private grow(count: number): void {
    const grown = new Memory(Math.max(this.length + count, 2 * this.memory.size));
    this.memory.bytes.copy(grown.bytes);
    this.memory = grown;
  }
}
