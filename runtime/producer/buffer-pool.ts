const SMALLEST = 1024;

/** Lends out buffers and takes them back, so that neither the operating system nor the garbage collector has to provide each of them anew. */
export class BufferPool {
  /** By size. */
  private readonly spare = new Map<number, Buffer[]>();
  private spareBytes = 0;

  constructor(private readonly maximumSpareBytes: number) {}

  /** A buffer of this length; its content is arbitrary. */
  public take(length: number): Buffer {
    const size = sizeFor(length);
    const buffer = this.spare.get(size)?.pop();
    if (buffer === undefined) return Buffer.from(new ArrayBuffer(size), 0, length);
    this.spareBytes -= size;
    return buffer.length === length ? buffer : Buffer.from(buffer.buffer, 0, length);
  }

  /** Takes back what `take` gave, or a part of it that begins where it began. Nobody may read it any more. */
  public release(taken: Uint8Array): void {
    const size = taken.buffer.byteLength;
    if (this.spareBytes + size > this.maximumSpareBytes) return;
    const buffers = this.spare.get(size);
    const buffer = Buffer.from(taken.buffer);
    if (buffers === undefined) this.spare.set(size, [buffer]);
    else buffers.push(buffer);
    this.spareBytes += size;
  }
}

/** Four sizes between a power of two and the next: at most a quarter of a buffer is unused. */
function sizeFor(length: number): number {
  if (length <= SMALLEST) return SMALLEST;
  const step = 2 ** (Math.floor(Math.log2(length)) - 2);
  return Math.ceil(length / step) * step;
}
