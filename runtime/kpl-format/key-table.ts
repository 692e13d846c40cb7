import { KeyPlace } from './key-place';
import { ProtobufWriter, stringLength, varintLength } from './protobuf-writer';

let contents = 0;

/** The distinct keys of one aggregate, each written once. */
export class KeyTable {
  private readonly writer = new ProtobufWriter();
  private readonly indexes = new Map<string, number>();
  private count = 0;
  /** Of all that this and other tables have ever held together. */
  private content = ++contents;

  constructor(private readonly tag: number) {}

  public get length(): number {
    return this.writer.length;
  }

  /** The index the key has, or would get. */
  public indexOf(key: string, place?: KeyPlace): number {
    if (place === undefined) return this.indexes.get(key) ?? this.count;
    return place.content === this.content ? place.index : this.count;
  }

  /** The bytes that the key at this index would add: none when the table has it. */
  public cost(key: string, index: number, place?: KeyPlace): number {
    if (index < this.count) return 0;
    const length = place?.length ?? stringLength(key);
    return 1 + varintLength(length) + length;
  }

  public add(key: string, index: number, cost: number, place?: KeyPlace): void {
    if (cost === 0) return;
    const length = place?.length ?? stringLength(key);
    this.writer.reserve(cost);
    this.writer.varint(this.tag);
    this.writer.varint(length);
    this.writer.string(key, length);
    this.count++;
    if (place === undefined) {
      this.indexes.set(key, index);
    } else {
      place.content = this.content;
      place.index = index;
    }
  }

  public clear(): void {
    this.writer.clear();
    this.indexes.clear();
    this.count = 0;
    this.content = ++contents;
  }

  public copyTo(target: Uint8Array, offset: number): number {
    return this.writer.copyTo(target, offset);
  }
}
