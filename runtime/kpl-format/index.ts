/**
 * The format in which the Kinesis Producer Library packs several user records into one Kinesis record:
 * https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md.
 */
export { AggregatedRecordEncoder } from './aggregated-record-encoder';
export { decode, isAggregated } from './decode';
export { startsWithMagic, type Undigested } from './envelope';
export { KeyPlace } from './key-place';
export type { UserRecord } from './user-record';
