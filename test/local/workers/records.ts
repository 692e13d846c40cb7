import type { StreamRecord } from '../../../local/workers/stream-record';

/** A record of a shard; the sequence number tells its place. */
export function streamRecord(sequence: number, data: Uint8Array | string = `record ${sequence}`, arrival = new Date()): StreamRecord {
  return {
    shardId: 'shardId-000000000000',
    sequenceNumber: String(sequence),
    partitionKey: `key ${sequence}`,
    data: Buffer.from(data),
    arrival,
  };
}

export function streamRecords(count: number): StreamRecord[] {
  return Array.from({ length: count }, (_, index) => streamRecord(index + 1));
}
