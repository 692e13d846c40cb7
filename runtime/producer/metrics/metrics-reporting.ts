import { CloudWatchUpload } from './cloud-watch-upload';
import { MetricsOptions } from './metrics-options';
import { MetricsRecorder } from './metrics-recorder';
import { OpenTelemetryMetrics } from './open-telemetry';
import { ProducerMetrics } from './producer-metrics';
import { Publication } from './publication';
import { Calls } from '../calls';
import { CapacityEstimate, CapacityOptions, estimateOf } from '../capacity/capacity-estimate';
import { ThroughputRecorder } from '../capacity/throughput-recorder';
import { StreamIdentity } from '../kinesis-api';

/** What the metrics need of their producer. */
export interface MetricsReportingParts {
  readonly stream: StreamIdentity;
  readonly calls: Calls;
  readonly userRecordsPending: () => number;
  readonly openShards: () => number | undefined;
}

/** Measures, and gives what was measured to whom the options name. */
export class MetricsReporting {
  public readonly recorder: MetricsRecorder;
  private readonly throughput: ThroughputRecorder;
  private readonly openTelemetry: OpenTelemetryMetrics | undefined;
  private readonly upload: CloudWatchUpload | undefined;

  constructor(options: MetricsOptions, private readonly parts: MetricsReportingParts) {
    const { cloudWatch, meter, metricsLevel: level = 'detailed', metricsGranularity: granularity = 'stream' } = options;
    const { streamName, streamArn } = parts.stream;
    const publication: Publication = {
      level,
      granularity,
      streamName: streamName ?? streamArn?.split('/').at(-1) ?? '',
      dimensions: options.metricsDimensions ?? {},
    };
    this.throughput = new ThroughputRecorder(parts.openShards, options.onThroughput ?? (() => undefined));
    this.openTelemetry = meter === undefined ? undefined : new OpenTelemetryMetrics(meter, publication, () => ({
      userRecordsReceived: this.recorder.allUserRecordsReceived,
      userRecordsPending: parts.userRecordsPending(),
    }));
    this.recorder = new MetricsRecorder(granularity, this.throughput, this.openTelemetry);
    if (cloudWatch === undefined || level === 'none') return;
    this.upload = new CloudWatchUpload({
      ...publication,
      cloudWatch,
      namespace: options.metricsNamespace ?? 'KinesisProducerLibrary',
      uploadDelay: options.metricsUploadDelay ?? 60_000,
      onFailure: options.onMetricsFailure ?? (() => undefined),
      recorder: this.recorder,
      calls: parts.calls,
      userRecordsPending: parts.userRecordsPending,
    });
  }

  public snapshot(): ProducerMetrics {
    return this.recorder.snapshot(this.parts.userRecordsPending());
  }

  public capacityEstimate(options: CapacityOptions): CapacityEstimate {
    return estimateOf(this.throughput.summary(), options);
  }

  /** Tells everybody of what they have not heard yet. Never rejects. */
  public async close(): Promise<void> {
    this.throughput.close();
    this.openTelemetry?.noteLevels();
    await this.upload?.close();
  }
}
