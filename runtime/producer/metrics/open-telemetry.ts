import { isPublished, MetricDefinition, METRICS, OTHER_METRICS } from './metric-definitions';
import { MetricsMeter } from './metrics-meter';
import { MetricsListener } from './metrics-recorder';
import { Publication } from './publication';
import { WrittenRecord } from '../capacity/throughput-recorder';

type Attributes = Record<string, string>;

/** The figures that are not measured one by one. */
export interface Levels {
  readonly userRecordsReceived: number;
  readonly userRecordsPending: number;
}

type MetricName = keyof typeof DEFINITIONS;
type Report = (value: number, attributes: Attributes) => void;

const DEFINITIONS = { ...METRICS, ...OTHER_METRICS };
const UNITS = { Count: '1', Bytes: 'By', Milliseconds: 'ms' } as const;

/** Gives every measurement to instruments of OpenTelemetry. They add up over all producers of a meter, and keep no producer alive. */
export class OpenTelemetryMetrics implements MetricsListener {
  private readonly counters;
  private readonly histograms;
  private readonly pending: Report;
  private readonly ofStream: Attributes;
  private last: Levels = { userRecordsReceived: 0, userRecordsPending: 0 };

  constructor(private readonly meter: MetricsMeter, private readonly publication: Publication, private readonly levels: () => Levels) {
    this.counters = {
      UserRecordsReceived: this.counter('UserRecordsReceived'),
      UserRecordsPut: this.counter('UserRecordsPut'),
      UserRecordsDataPut: this.counter('UserRecordsDataPut'),
      KinesisRecordsPut: this.counter('KinesisRecordsPut'),
      KinesisRecordsDataPut: this.counter('KinesisRecordsDataPut'),
      ErrorsByCode: this.counter('ErrorsByCode'),
    };
    this.histograms = {
      RetriesPerRecord: this.histogram('RetriesPerRecord'),
      BufferingTime: this.histogram('BufferingTime'),
      RequestTime: this.histogram('RequestTime'),
      UserRecordsPerKinesisRecord: this.histogram('UserRecordsPerKinesisRecord'),
      KinesisRecordsPerPutRecordsRequest: this.histogram('KinesisRecordsPerPutRecordsRequest'),
      UserRecordsPerPutRecordsRequest: this.histogram('UserRecordsPerPutRecordsRequest'),
    };
    this.pending = this.report('UserRecordsPending', (options) => {
      const counter = meter.createUpDownCounter('UserRecordsPending', options);
      return (value, attributes) => counter.add(value, attributes);
    });
    const { granularity, streamName, dimensions } = publication;
    this.ofStream = granularity === 'global' ? { ...dimensions } : { ...dimensions, StreamName: streamName };
  }

  public written(shardId: string, { dataBytes, userRecords, userBytes }: WrittenRecord): void {
    const attributes = this.ofShard(shardId);
    this.counters.KinesisRecordsPut(1, attributes);
    this.counters.KinesisRecordsDataPut(dataBytes, attributes);
    this.counters.UserRecordsPut(userRecords, attributes);
    this.counters.UserRecordsDataPut(userBytes, attributes);
    this.histograms.UserRecordsPerKinesisRecord(userRecords, attributes);
  }

  public failed(errorCode: string, shardId: string | undefined): void {
    this.counters.ErrorsByCode(1, { ...this.ofShard(shardId), ErrorCode: errorCode });
    this.noteLevels();
  }

  public buffered(shardId: string | undefined, time: number, count: number): void {
    const attributes = this.ofShard(shardId);
    for (let times = 0; times < count; times++) this.histograms.BufferingTime(time, attributes);
  }

  public retried(shardId: string | undefined, retries: number, count: number): void {
    const attributes = this.ofShard(shardId);
    for (let times = 0; times < count; times++) this.histograms.RetriesPerRecord(retries, attributes);
  }

  public requested(duration: number, kinesisRecords: number, userRecords: number): void {
    this.histograms.RequestTime(duration, this.ofStream);
    this.histograms.KinesisRecordsPerPutRecordsRequest(kinesisRecords, this.ofStream);
    this.histograms.UserRecordsPerPutRecordsRequest(userRecords, this.ofStream);
    this.noteLevels();
  }

  /** Notes what has changed since the last time, for all puts at once: a call for each would cost more than the put. */
  public noteLevels(): void {
    const levels = this.levels();
    this.counters.UserRecordsReceived(levels.userRecordsReceived - this.last.userRecordsReceived, this.ofStream);
    this.pending(levels.userRecordsPending - this.last.userRecordsPending, this.ofStream);
    this.last = levels;
  }

  private ofShard(shardId: string | undefined): Attributes {
    return this.publication.granularity === 'shard' && shardId !== undefined ? { ...this.ofStream, ShardId: shardId } : this.ofStream;
  }

  private counter(name: MetricName): Report {
    return this.report(name, (options) => {
      const counter = this.meter.createCounter(name, options);
      return (value, attributes) => counter.add(value, attributes);
    });
  }

  private histogram(name: MetricName): Report {
    return this.report(name, (options) => {
      const histogram = this.meter.createHistogram(name, options);
      return (value, attributes) => histogram.record(value, attributes);
    });
  }

  private report(name: MetricName, create: (options: { unit: string }) => Report): Report {
    const definition: MetricDefinition = DEFINITIONS[name];
    return isPublished(definition, this.publication.level) ? quietly(create({ unit: UNITS[definition.unit] })) : () => undefined;
  }
}

/** Metrics must not harm puts. */
function quietly(report: Report): Report {
  return (value, attributes) => {
    try {
      report(value, attributes);
    } catch {
      // there is nobody to tell: the API says that instruments never throw
    }
  };
}
