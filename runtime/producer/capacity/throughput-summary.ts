import { ThroughputMinute } from './throughput-minute';

/** What a stream took in some time. */
export interface Throughput {
  /** Kinesis records; an aggregate is one. */
  readonly kinesisRecords: number;
  /** Bytes of data and partition keys in them. */
  readonly bytes: number;
  readonly userRecords: number;
}

/** Minutes, one after the other, as far as an estimate needs them. */
export interface ThroughputSummary {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly kinesisRecords: number;
  readonly bytes: number;
  readonly userRecords: number;
  readonly putPayloadUnits: number;
  readonly kibibytesBilled: number;
  /** The largest sum that a minute has of each figure, not all of them from the same minute. */
  readonly peakMinute: Throughput;
  readonly openShards: number | undefined;
}

export const NOTHING: ThroughputSummary = {
  from: Infinity,
  to: -Infinity,
  kinesisRecords: 0,
  bytes: 0,
  userRecords: 0,
  putPayloadUnits: 0,
  kibibytesBilled: 0,
  peakMinute: { kinesisRecords: 0, bytes: 0, userRecords: 0 },
  openShards: undefined,
};

export function withMinute(summary: ThroughputSummary, minute: ThroughputMinute): ThroughputSummary {
  const from = Date.parse(minute.from);
  const to = Date.parse(minute.to);
  const bytes = minute.KinesisRecordsDataPut + minute.PartitionKeyBytesPut;
  const { peakMinute } = summary;
  return {
    from: Math.min(summary.from, from),
    to: Math.max(summary.to, to),
    kinesisRecords: summary.kinesisRecords + minute.KinesisRecordsPut,
    bytes: summary.bytes + bytes,
    userRecords: summary.userRecords + minute.UserRecordsPut,
    putPayloadUnits: summary.putPayloadUnits + minute.PutPayloadUnits,
    kibibytesBilled: summary.kibibytesBilled + minute.KibibytesBilled,
    peakMinute: {
      kinesisRecords: Math.max(peakMinute.kinesisRecords, minute.KinesisRecordsPut),
      bytes: Math.max(peakMinute.bytes, bytes),
      userRecords: Math.max(peakMinute.userRecords, minute.UserRecordsPut),
    },
    openShards: minute.OpenShards ?? summary.openShards,
  };
}

/** At least one: a burst of milliseconds says nothing about a second. */
export function secondsBetween(from: number, to: number): number {
  return Math.max(1, (to - from) / 1000);
}

/** The minutes of several producers of one stream, those of the same time added up, in the order of their times. */
export function mergeMinutes(minutes: Iterable<ThroughputMinute>): ThroughputMinute[] {
  const merged = new Map<number, ThroughputMinute>();
  for (const minute of minutes) {
    const key = Math.floor(Date.parse(minute.from) / 60_000);
    const known = merged.get(key);
    merged.set(key, known === undefined ? minute : sumOf(known, minute));
  }
  return [...merged].sort(([one], [other]) => one - other).map(([, minute]) => minute);
}

function sumOf(one: ThroughputMinute, other: ThroughputMinute): ThroughputMinute {
  return {
    from: one.from < other.from ? one.from : other.from,
    to: one.to > other.to ? one.to : other.to,
    UserRecordsPut: one.UserRecordsPut + other.UserRecordsPut,
    UserRecordsDataPut: one.UserRecordsDataPut + other.UserRecordsDataPut,
    KinesisRecordsPut: one.KinesisRecordsPut + other.KinesisRecordsPut,
    KinesisRecordsDataPut: one.KinesisRecordsDataPut + other.KinesisRecordsDataPut,
    PartitionKeyBytesPut: one.PartitionKeyBytesPut + other.PartitionKeyBytesPut,
    PutPayloadUnits: one.PutPayloadUnits + other.PutPayloadUnits,
    KibibytesBilled: one.KibibytesBilled + other.KibibytesBilled,
    OpenShards: other.OpenShards ?? one.OpenShards,
  };
}
