import type { FirehoseTransformationEvent } from 'aws-lambda';

/** What Firehose hands over, a record for each piece of data. */
export function eventOf(...data: (string | Uint8Array)[]): FirehoseTransformationEvent {
  return {
    invocationId: 'invocation-1',
    deliveryStreamArn: 'arn:aws:firehose:us-east-1:111111111111:deliverystream/trips',
    region: 'us-east-1',
    records: data.map((bytes, i) => (
      { recordId: `record-${i}`, approximateArrivalTimestamp: 0, data: Buffer.from(bytes).toString('base64') }
    )),
  };
}
