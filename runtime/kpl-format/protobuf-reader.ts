/** The bytes are no protobuf message of the expected kind. */
export class MalformedMessageError extends Error {}

/** Wire types of the protobuf encoding: https://protobuf.dev/programming-guides/encoding/#structure. */
const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const START_GROUP = 3;
const END_GROUP = 4;
const FIXED_32 = 5;

const MAXIMUM_VARINT_BYTES = 10;
const MAXIMUM_TAG = 0xffffffff;
/** The same bound as Google's own readers, so that a hostile message cannot exhaust the stack. */
const MAXIMUM_DEPTH = 100;

/** Reads fields one after the other and never leaves its bounds. */
export class ProtobufReader {
  private position: number;

  constructor(private readonly bytes: Buffer, start: number, private readonly end: number) {
    this.position = start;
  }

  public get done(): boolean {
    return this.position >= this.end;
  }

  /** The next field's number and wire type, as they stand in the message: number * 8 + wire type. */
  public tag(): number {
    const tag = this.varint();
    if (tag < 8 || tag > MAXIMUM_TAG) throw new MalformedMessageError('a field number is out of range');
    return tag;
  }

  /** Exact up to 2^53; what is larger only needs to stay larger than any index or length here. */
  public varint(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < MAXIMUM_VARINT_BYTES; count++) {
      if (this.position >= this.end) throw new MalformedMessageError('a number is cut off');
      const byte = this.bytes[this.position++];
      if (byte < 0x80) return value + byte * scale;
      value += (byte - 0x80) * scale;
      scale *= 0x80;
    }
    throw new MalformedMessageError('a number is longer than ten bytes');
  }

  public string(): string {
    const start = this.advance(this.varint());
    return this.bytes.toString('utf8', start, this.position);
  }

  /** A view, not a copy. */
  public data(): Buffer {
    const start = this.advance(this.varint());
    return this.bytes.subarray(start, this.position);
  }

  public message(): ProtobufReader {
    const start = this.advance(this.varint());
    return new ProtobufReader(this.bytes, start, this.position);
  }

  /** Steps over a field this reader's user does not know. */
  public skip(tag: number, depth = 0): void {
    switch (tag % 8) {
      case VARINT: this.varint(); return;
      case FIXED_64: this.advance(8); return;
      case LENGTH_DELIMITED: this.advance(this.varint()); return;
      case START_GROUP: this.skipGroup(tag, depth + 1); return;
      case FIXED_32: this.advance(4); return;
      default: throw new MalformedMessageError('a wire type is unknown or a group ends that never began');
    }
  }

  private skipGroup(opening: number, depth: number): void {
    if (depth > MAXIMUM_DEPTH) throw new MalformedMessageError('groups are nested too deeply');
    const closing = opening - START_GROUP + END_GROUP;
    for (let tag = this.tag(); tag !== closing; tag = this.tag()) this.skip(tag, depth);
  }

  private advance(length: number): number {
    if (length > this.end - this.position) throw new MalformedMessageError('a field is longer than the message');
    const start = this.position;
    this.position += length;
    return start;
  }
}
