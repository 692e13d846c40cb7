import { Memory } from './memory';

const INITIAL_BYTES = 64 * 1024;
/** Behind the bytes, for looking for a text at the last of them. */
const ROOM_BYTES = 256;

/**
 * The bytes of the record that is being read, in memory that is used again for every record. Two zeros stand behind them: no JSON goes on over a
 * zero, so a scan ends there by itself, also where a backslash is the last byte.
 */
export class RecordBytes {
  memory = new Memory(INITIAL_BYTES);
  length = 0;

  take(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.memory.bytes.set(bytes);
    this.end(bytes.length);
  }

  /** Takes the bytes that a base64 text stands for. */
  decode(base64: string): void {
    this.reserve(base64.length);
    this.end(this.memory.bytes.write(base64, 0, 'base64'));
  }

  private reserve(count: number): void {
    const needed = count + ROOM_BYTES;
    if (needed > this.memory.size) this.memory = new Memory(Math.max(needed, 2 * this.memory.size));
  }

  private end(length: number): void {
    this.length = length;
    this.memory.bytes[length] = 0;
    this.memory.bytes[length + 1] = 0;
  }
}
