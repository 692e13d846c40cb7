const FIRST_CAPACITY = 1024;
/** Up to here a loop over the characters is cheaper than the call into the engine. */
const SHORT_STRING = 48;

export function varintLength(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
  return length;
}

/** Length in UTF-8. */
export function stringLength(value: string): number {
  if (value.length > SHORT_STRING) return Buffer.byteLength(value);
  for (let i = 0; i < value.length; i++) {
    if (value.charCodeAt(i) >= 0x80) return Buffer.byteLength(value);
  }
  return value.length;
}

/** Appends protobuf fields to a buffer that grows and is used again. */
export class ProtobufWriter {
  private bytes = Buffer.allocUnsafe(FIRST_CAPACITY);
  private position = 0;

  public get length(): number {
    return this.position;
  }

  public clear(): void {
    this.position = 0;
  }

  /** Makes room; the methods below rely on it. */
  public reserve(length: number): void {
    const needed = this.position + length;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.position));
    this.bytes = larger;
  }

  public varint(value: number): void {
    if (value < 0x80) {
      this.bytes[this.position++] = value;
      return;
    }
    if (value < 0x4000) {
      this.bytes[this.position++] = value & 0x7f | 0x80;
      this.bytes[this.position++] = value >> 7;
      return;
    }
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.position++] = rest % 0x80 + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.position++] = rest;
  }

  /** `length` is the string's length in UTF-8. */
  public string(value: string, length: number): void {
    if (length === value.length && length <= SHORT_STRING) {
      for (let i = 0; i < length; i++) this.bytes[this.position + i] = value.charCodeAt(i);
    } else {
      this.bytes.write(value, this.position, 'utf8');
    }
    this.position += length;
  }

  public data(value: Uint8Array): void {
    this.bytes.set(value, this.position);
    this.position += value.length;
  }

  public copyTo(target: Uint8Array, offset: number): number {
    target.set(this.bytes.subarray(0, this.position), offset);
    return offset + this.position;
  }
}
