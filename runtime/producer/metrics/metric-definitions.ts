/** How important metrics must be to be published; each level includes those before it. */
export type MetricsLevel = 'none' | 'summary' | 'detailed';

/** How finely metrics are told apart; each includes those before it. */
export type MetricsGranularity = 'global' | 'stream' | 'shard';

/** What is known of a metric beside its values. */
export interface MetricDefinition {
  readonly level: Exclude<MetricsLevel, 'none'>;
  /** As CloudWatch calls it. */
  readonly unit: 'Count' | 'Bytes' | 'Milliseconds';
}

/** Levels and units of the Kinesis Producer Library: https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-kpl.html. */
export const METRICS = {
  UserRecordsReceived: { level: 'detailed', unit: 'Count' },
  UserRecordsPut: { level: 'summary', unit: 'Count' },
  UserRecordsDataPut: { level: 'detailed', unit: 'Bytes' },
  KinesisRecordsPut: { level: 'summary', unit: 'Count' },
  KinesisRecordsDataPut: { level: 'detailed', unit: 'Bytes' },
  RetriesPerRecord: { level: 'detailed', unit: 'Count' },
  BufferingTime: { level: 'summary', unit: 'Milliseconds' },
  RequestTime: { level: 'detailed', unit: 'Milliseconds' },
  UserRecordsPerKinesisRecord: { level: 'detailed', unit: 'Count' },
  KinesisRecordsPerPutRecordsRequest: { level: 'detailed', unit: 'Count' },
  UserRecordsPerPutRecordsRequest: { level: 'detailed', unit: 'Count' },
} as const satisfies Record<string, MetricDefinition>;

/** Metrics that are measured one value after the other. */
export type MeasuredMetric = keyof typeof METRICS;

export const MEASURED_METRICS = Object.keys(METRICS).filter(isMeasuredMetric);

/** Counted by their error code, and sampled at the moment of an upload. */
export const OTHER_METRICS = {
  ErrorsByCode: { level: 'summary', unit: 'Count' },
  AllErrors: { level: 'summary', unit: 'Count' },
  UserRecordsPending: { level: 'detailed', unit: 'Count' },
} as const satisfies Record<string, MetricDefinition>;

/** Whether metrics of this level are published. */
export function isPublished({ level }: MetricDefinition, threshold: MetricsLevel): boolean {
  return threshold === 'detailed' || threshold === level;
}

function isMeasuredMetric(name: string): name is MeasuredMetric {
  return Object.hasOwn(METRICS, name);
}
