import { deaggregateSync } from 'aws-kinesis-agg';
import { Digests } from './digests';
import { startsWithBlockMagic } from '../../runtime/compressed-block';
import { readRecords } from '../../runtime/consumer';
import type { StreamRecord } from '../workers/stream-record';

/** User records of a stream, taken out of their Kinesis records by a library that is not the product's; compressed blocks, which no other knows, by the product's. */
export class UserRecords {
  private readonly contents = new Digests();
  private total = 0;

  public add({ partitionKey, sequenceNumber, data }: StreamRecord): void {
    const found: string[] = [];
    let broken = false;
    const payload = {
      kinesisSchemaVersion: '1.0',
      approximateArrivalTimestamp: 0,
      partitionKey,
      sequenceNumber,
      data: Buffer.from(data).toString('base64'),
    };
    deaggregateSync(payload, true, (error: Error | null, userRecords = []) => {
      broken ||= error !== null && error !== undefined;
      for (const userRecord of userRecords) found.push(userRecord.data);
    });
    // as for the Kinesis Client Library, a broken aggregate is a record like any other
    for (const content of broken ? [payload.data] : found) {
      for (const record of opened(Buffer.from(content, 'base64'))) {
        this.contents.add(record);
        this.total++;
      }
    }
  }

  public get count(): number {
    return this.total;
  }

  /** Those with a content of their own. */
  public get distinct(): number {
    return this.contents.count;
  }
}

function opened(data: Buffer): readonly Uint8Array[] {
  if (!startsWithBlockMagic(data)) return [data];
  const { records, unreadable } = readRecords({ partitionKey: '', data });
  // a block that cannot be read is a record like any other
  return unreadable.length > 0 ? [data] : records.map((record) => record.data);
}
