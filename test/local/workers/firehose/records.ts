import type { DeliveryConfiguration } from '../../../../local/workers/firehose/configuration';
import { deaggregate, type SourceRecord } from '../../../../local/workers/firehose/source-record';
import { streamRecord } from '../records';

export function sourceRecords(count: number, data?: (index: number) => string | Uint8Array, arrival?: Date): SourceRecord[] {
  return Array.from({ length: count }, (_, index) => streamRecord(index + 1, data?.(index), arrival)).flatMap(deaggregate);
}

export const DELIVERY: DeliveryConfiguration = {
  name: 'curated',
  arn: 'arn:aws:firehose:us-east-1:000000000000:deliverystream/curated',
  version: '1',
  streamArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s',
  sourceRole: 'arn:aws:iam::000000000000:role/source',
  destinationRole: 'arn:aws:iam::000000000000:role/destination',
  delimiter: '',
  bucket: 'bucket',
  prefix: 'trips/',
  errorPrefix: 'errors/!{firehose:error-output-type}/',
  timeZone: 'UTC',
  fileExtension: '',
  hints: { bytes: 1_000_000, millis: 3_600_000 },
  gzip: false,
};
