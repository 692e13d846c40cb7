import { Distribution, Statistics } from './distribution';

/**
 * What the producer has done since it was made, under the names of the Kinesis Producer Library:
 * https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-kpl.html.
 */
export interface ProducerMetrics {
  /** User records that `put` accepted. */
  readonly UserRecordsReceived: number;
  /** User records that are neither delivered nor failed now, those that wait for room in the buffer included. */
  readonly UserRecordsPending: number;
  /** User records delivered. */
  readonly UserRecordsPut: number;
  /** Bytes of data in the user records delivered. */
  readonly UserRecordsDataPut: number;
  /** Kinesis records written; an aggregate is one. */
  readonly KinesisRecordsPut: number;
  /** Bytes of data in the Kinesis records written. */
  readonly KinesisRecordsDataPut: number;
  /** Failed attempts of Kinesis records, by error code. */
  readonly ErrorsByCode: Readonly<Record<string, number>>;
  /** Failed attempts of Kinesis records. */
  readonly AllErrors: number;
  /** Attempts beyond the first, for each user record that was delivered or failed. */
  readonly RetriesPerRecord: Statistics;
  /** Milliseconds from the admission of a user record to its first request. */
  readonly BufferingTime: Statistics;
  /** Milliseconds that PutRecords requests took. */
  readonly RequestTime: Statistics;
  /** User records in each Kinesis record written. */
  readonly UserRecordsPerKinesisRecord: Statistics;
  /** Kinesis records in each PutRecords request. */
  readonly KinesisRecordsPerPutRecordsRequest: Statistics;
  /** User records in each PutRecords request. */
  readonly UserRecordsPerPutRecordsRequest: Statistics;
}

export class MetricsRecorder {
  public userRecordsReceived = 0;
  public readonly retriesPerRecord = new Distribution();
  private userRecordsPut = 0;
  private userRecordsDataPut = 0;
  private kinesisRecordsPut = 0;
  private kinesisRecordsDataPut = 0;
  private readonly errorsByCode = new Map<string, number>();
  private readonly bufferingTime = new Distribution();
  private readonly requestTime = new Distribution();
  private readonly userRecordsPerKinesisRecord = new Distribution();
  private readonly kinesisRecordsPerRequest = new Distribution();
  private readonly userRecordsPerRequest = new Distribution();

  public buffered(count: number, sum: number, minimum: number, maximum: number): void {
    this.bufferingTime.addMany(count, sum, minimum, maximum);
  }

  public requested(duration: number, kinesisRecords: number, userRecords: number): void {
    this.requestTime.add(duration);
    this.kinesisRecordsPerRequest.add(kinesisRecords);
    this.userRecordsPerRequest.add(userRecords);
  }

  public written(kinesisBytes: number, userRecords: number, userBytes: number): void {
    this.kinesisRecordsPut++;
    this.kinesisRecordsDataPut += kinesisBytes;
    this.userRecordsPut += userRecords;
    this.userRecordsDataPut += userBytes;
    this.userRecordsPerKinesisRecord.add(userRecords);
  }

  public failed(errorCode: string): void {
    this.errorsByCode.set(errorCode, (this.errorsByCode.get(errorCode) ?? 0) + 1);
  }

  public snapshot(userRecordsPending: number): ProducerMetrics {
    const errorsByCode = Object.fromEntries(this.errorsByCode);
    return {
      UserRecordsReceived: this.userRecordsReceived,
      UserRecordsPending: userRecordsPending,
      UserRecordsPut: this.userRecordsPut,
      UserRecordsDataPut: this.userRecordsDataPut,
      KinesisRecordsPut: this.kinesisRecordsPut,
      KinesisRecordsDataPut: this.kinesisRecordsDataPut,
      ErrorsByCode: errorsByCode,
      AllErrors: Object.values(errorsByCode).reduce((sum, count) => sum + count, 0),
      RetriesPerRecord: this.retriesPerRecord.snapshot(),
      BufferingTime: this.bufferingTime.snapshot(),
      RequestTime: this.requestTime.snapshot(),
      UserRecordsPerKinesisRecord: this.userRecordsPerKinesisRecord.snapshot(),
      KinesisRecordsPerPutRecordsRequest: this.kinesisRecordsPerRequest.snapshot(),
      UserRecordsPerPutRecordsRequest: this.userRecordsPerRequest.snapshot(),
    };
  }
}
