import type { KinesisStreamEvent } from 'aws-lambda';

export const TRIPS = 'arn:aws:kinesis:us-east-1:111111111111:stream/trips';

/** An event of one shard of the stream, as the event source hands it to the indexer. */
export function eventOf(data: (string | Uint8Array)[], arn = TRIPS): KinesisStreamEvent {
  return {
    Records: data.map((bytes, i) => ({
      awsRegion: 'us-east-1',
      eventName: 'aws:kinesis:record',
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      invokeIdentityArn: 'arn:aws:iam::111111111111:role/x',
      eventID: `shardId-000000000003:${100 + i}`,
      eventSourceARN: arn,
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: 'key',
        sequenceNumber: String(100 + i),
        approximateArrivalTimestamp: 1553372469.123,
        data: Buffer.from(bytes).toString('base64'),
      },
    })),
  };
}
