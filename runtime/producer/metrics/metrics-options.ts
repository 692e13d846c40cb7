import { CloudWatchApi } from './cloud-watch-api';
import { MetricsGranularity, MetricsLevel } from './metric-definitions';
import { MetricsMeter } from './metrics-meter';
import { ThroughputMinute } from '../capacity/throughput-minute';

/** What becomes of the producer's metrics; names are those of the Kinesis Producer Library where it has them. */
export interface MetricsOptions {
  /**
   * Uploads the metrics every `metricsUploadDelay` and on `close`, with `cloudwatch:PutMetricData`. CloudWatch bills each metric, dimension value and call:
   * https://aws.amazon.com/cloudwatch/pricing/. An upload that fails harms no put; what it held goes with the next one.
   *
   * @default - metrics stay in the process: `producer.metrics()`
   */
  readonly cloudWatch?: CloudWatchApi;
  /** Told of uploads that failed. An exception of its own is ignored. @default - nobody is told */
  readonly onMetricsFailure?: (error: unknown) => void;
  /** A `Meter` of `@opentelemetry/api`: gets counters, and a histogram for each metric that has a distribution. @default - none */
  readonly meter?: MetricsMeter;
  /**
   * Which metrics leave the process: `none`, those of `summary`, or all (`detailed`).
   *
   * @default 'detailed'
   */
  readonly metricsLevel?: MetricsLevel;
  /**
   * Sums over all streams (`global`), those and each stream, or those, each stream and each `shard`. The Kinesis Producer Library's default is `shard`;
   * each shard adds nine metrics to CloudWatch's bill.
   *
   * @default 'stream'
   */
  readonly metricsGranularity?: MetricsGranularity;
  /** Namespace in CloudWatch, 1 to 255 characters, not beginning with `AWS/` or `:`. @default 'KinesisProducerLibrary' */
  readonly metricsNamespace?: string;
  /** Further dimensions of every metric, at most 27, for example the host's name. @default - none */
  readonly metricsDimensions?: Readonly<Record<string, string>>;
  /** Milliseconds between two uploads, at least 1000. @default 60000 */
  readonly metricsUploadDelay?: number;
  /**
   * Told what was written in each minute of the clock in which something was, after the minute has ended, and on `close`. A file with these as lines of
   * JSON is what `estimateCapacity` and the command `streaming-analytics-capacity` read. An exception of its own is ignored.
   *
   * @default - nobody is told
   */
  readonly onThroughput?: (minute: ThroughputMinute) => void;
}
