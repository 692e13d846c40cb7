import { createHash } from 'node:crypto';

/** The parts of a KPL aggregate that can be wrong. https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md */
export interface Aggregate {
  readonly magic: Buffer;
  readonly message: Buffer;
  readonly digest: Buffer;
}

/** One record in an aggregate as the KPL writes it. */
export function aggregateOf(partitionKey: string, data: Buffer): Aggregate {
  const record = Buffer.concat([Buffer.of(0x08, 0), field(0x1a, data)]);
  return sealed(Buffer.concat([field(0x0a, Buffer.from(partitionKey)), field(0x1a, record)]));
}

/** A message, whatever it holds, with the magic number and the digest that belong to it. */
export function sealed(message: Buffer): Aggregate {
  return { magic: Buffer.of(0xf3, 0x89, 0x9a, 0xc2), message, digest: createHash('md5').update(message).digest() };
}

export function bytesOf({ magic, message, digest }: Aggregate): Buffer {
  return Buffer.concat([magic, message, digest]);
}

function field(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(tag), varint(content.length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) + 0x80);
  return Buffer.of(...bytes, value);
}
