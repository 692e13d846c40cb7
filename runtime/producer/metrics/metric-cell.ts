import { Distribution } from './distribution';
import { MEASURED_METRICS, MeasuredMetric } from './metric-definitions';
import { ShardMetrics } from './producer-metrics';

/** A client of the caller's may make up as many codes as it likes. */
const MOST_ERROR_CODES = 100;

/** All that was measured of one shard, or of the whole stream. */
export class MetricCell implements Record<MeasuredMetric, Distribution> {
  public readonly UserRecordsReceived = new Distribution();
  /** One for each user record delivered, zero for each that failed: then the average is the rate of success. */
  public readonly UserRecordsPut = new Distribution();
  public readonly UserRecordsDataPut = new Distribution();
  /** One for each Kinesis record written, zero for each failed attempt of one. */
  public readonly KinesisRecordsPut = new Distribution();
  public readonly KinesisRecordsDataPut = new Distribution();
  public readonly RetriesPerRecord = new Distribution();
  public readonly BufferingTime = new Distribution();
  public readonly RequestTime = new Distribution();
  public readonly UserRecordsPerKinesisRecord = new Distribution();
  public readonly KinesisRecordsPerPutRecordsRequest = new Distribution();
  public readonly UserRecordsPerPutRecordsRequest = new Distribution();
  public readonly errorsByCode = new Map<string, number>();

  public countError(code: string, count: number): void {
    const key = this.errorsByCode.has(code) || this.errorsByCode.size < MOST_ERROR_CODES ? code : 'Other';
    this.errorsByCode.set(key, (this.errorsByCode.get(key) ?? 0) + count);
  }

  public merge(other: MetricCell): void {
    for (const name of MEASURED_METRICS) this[name].merge(other[name]);
    for (const [code, count] of other.errorsByCode) this.countError(code, count);
  }

  public get allErrors(): number {
    let sum = 0;
    for (const count of this.errorsByCode.values()) sum += count;
    return sum;
  }

  public snapshot(): ShardMetrics {
    return {
      UserRecordsPut: this.UserRecordsPut.snapshot().sum,
      UserRecordsDataPut: this.UserRecordsDataPut.snapshot().sum,
      KinesisRecordsPut: this.KinesisRecordsPut.snapshot().sum,
      KinesisRecordsDataPut: this.KinesisRecordsDataPut.snapshot().sum,
      ErrorsByCode: Object.fromEntries(this.errorsByCode),
      AllErrors: this.allErrors,
      RetriesPerRecord: this.RetriesPerRecord.snapshot(),
      BufferingTime: this.BufferingTime.snapshot(),
      UserRecordsPerKinesisRecord: this.UserRecordsPerKinesisRecord.snapshot(),
    };
  }
}
