import { MetricsGranularity, MetricsLevel } from './metric-definitions';

/** What of the measurements leaves the process, and under which names. */
export interface Publication {
  readonly level: MetricsLevel;
  readonly granularity: MetricsGranularity;
  readonly streamName: string;
  /** Beside those of stream and shard. */
  readonly dimensions: Readonly<Record<string, string>>;
}
