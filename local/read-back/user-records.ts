import { deaggregateSync } from 'aws-kinesis-agg';
import { Digests } from './digests';
import type { StreamRecord } from '../workers/stream-record';

/** User records of a stream, taken out of their Kinesis records by a library that is not the product's. */
export class UserRecords {
  private readonly contents = new Digests();
  private total = 0;

  public add({ partitionKey, sequenceNumber, data }: StreamRecord): void {
    let failure: Error | undefined;
    const payload = {
      kinesisSchemaVersion: '1.0',
      approximateArrivalTimestamp: 0,
      partitionKey,
      sequenceNumber,
      data: Buffer.from(data).toString('base64'),
    };
    deaggregateSync(payload, true, (error: Error | null, userRecords = []) => {
      failure = error ?? undefined;
      this.total += userRecords.length;
      for (const userRecord of userRecords) this.contents.add(userRecord.data);
    });
    if (failure !== undefined) throw new Error(`aws-kinesis-agg cannot read record ${sequenceNumber}: ${failure.message}`);
  }

  public get count(): number {
    return this.total;
  }

  /** Those with a content of their own. */
  public get distinct(): number {
    return this.contents.count;
  }
}
