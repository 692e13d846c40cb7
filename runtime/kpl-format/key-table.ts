import { ProtobufWriter, stringLength, varintLength } from './protobuf-writer';

/** The distinct keys of one aggregate, each written once. */
export class KeyTable {
  private readonly writer = new ProtobufWriter();
  private readonly indexes = new Map<string, number>();

  constructor(private readonly tag: number) {}

  public get length(): number {
    return this.writer.length;
  }

  /** The index the key has, or would get. */
  public indexOf(key: string): number {
    return this.indexes.get(key) ?? this.indexes.size;
  }

  /** The bytes that the key at this index would add: none when the table has it. */
  public cost(key: string, index: number): number {
    if (index < this.indexes.size) return 0;
    const length = stringLength(key);
    return 1 + varintLength(length) + length;
  }

  public add(key: string, index: number, cost: number): void {
    if (cost === 0) return;
    const length = stringLength(key);
    this.writer.reserve(cost);
    this.writer.varint(this.tag);
    this.writer.varint(length);
    this.writer.string(key, length);
    this.indexes.set(key, index);
  }

  public clear(): void {
    this.writer.clear();
    this.indexes.clear();
  }

  public copyTo(target: Uint8Array, offset: number): number {
    return this.writer.copyTo(target, offset);
  }
}
