import { MetricCell } from './metric-cell';
import { MetricCells } from './metric-cells';
import { MetricsGranularity } from './metric-definitions';
import { ProducerMetrics } from './producer-metrics';
import { ThroughputRecorder, WrittenRecord } from '../capacity/throughput-recorder';

/** Hears of every measurement at once; what is counted is `count` times the same value. */
export interface MetricsListener {
  written(shardId: string, record: WrittenRecord): void;
  failed(errorCode: string, shardId: string | undefined): void;
  buffered(shardId: string | undefined, time: number, count: number): void;
  retried(shardId: string | undefined, retries: number, count: number): void;
  requested(duration: number, kinesisRecords: number, userRecords: number): void;
}

/** Collects what the other parts of the producer measure. */
export class MetricsRecorder {
  /** Since the last fold. A plain number, because it is counted for every put. */
  public userRecordsReceived = 0;
  private receivedBefore = 0;
  private current = new MetricCells();
  private readonly total = new MetricCells();
  private readonly windows = new Set<MetricsWindow>();
  private readonly tellsShardsApart: boolean;

  constructor(granularity: MetricsGranularity, private readonly throughput: ThroughputRecorder, private readonly listener?: MetricsListener) {
    this.tellsShardsApart = granularity === 'shard';
  }

  /** User records received since the producer was made. */
  public get allUserRecordsReceived(): number {
    return this.receivedBefore + this.userRecordsReceived;
  }

  /** The user records of a Kinesis record left for the service for the first time: `count` of them after the same time in the buffer. */
  public buffered(shardId: string | undefined, time: number, count: number): void {
    this.cell(shardId).BufferingTime.addMany(count, time * count, time, time);
    this.listener?.buffered(shardId, time, count);
  }

  public requested(duration: number, kinesisRecords: number, userRecords: number): void {
    const { untraced } = this.current;
    untraced.RequestTime.add(duration);
    untraced.KinesisRecordsPerPutRecordsRequest.add(kinesisRecords);
    untraced.UserRecordsPerPutRecordsRequest.add(userRecords);
    this.listener?.requested(duration, kinesisRecords, userRecords);
  }

  public written(shardId: string, record: WrittenRecord): void {
    const { dataBytes, userRecords, userBytes } = record;
    const cell = this.cell(shardId);
    cell.KinesisRecordsPut.add(1);
    cell.KinesisRecordsDataPut.add(dataBytes);
    cell.UserRecordsPut.addMany(userRecords, userRecords, 1, 1);
    // of single records only their sum is known here
    const average = userBytes / userRecords;
    cell.UserRecordsDataPut.addMany(userRecords, userBytes, average, average);
    cell.UserRecordsPerKinesisRecord.add(userRecords);
    this.throughput.written(record);
    this.listener?.written(shardId, record);
  }

  /** A failed attempt of a Kinesis record. */
  public failed(errorCode: string, shardId?: string): void {
    const cell = this.cell(shardId);
    cell.countError(errorCode, 1);
    cell.KinesisRecordsPut.add(0);
    this.listener?.failed(errorCode, shardId);
  }

  /** User records that were delivered after so many retries. */
  public retried(shardId: string | undefined, retries: number, count: number): void {
    this.cell(shardId).RetriesPerRecord.addMany(count, count * retries, retries, retries);
    this.listener?.retried(shardId, retries, count);
  }

  /** A user record that was given up after so many retries. */
  public gaveUp(shardId: string | undefined, retries: number): void {
    this.cell(shardId).UserRecordsPut.add(0);
    this.retried(shardId, retries, 1);
  }

  /** Forgets shards that are not open any more; what they did stays in the sums. */
  public retain(isOpen: (shardId: string) => boolean): void {
    this.fold();
    this.total.retain(isOpen);
  }

  /** Collects from now on, until it is taken. */
  public openWindow(): MetricsWindow {
    this.fold();
    const window = new MetricsWindow(() => this.fold());
    this.windows.add(window);
    return window;
  }

  public snapshot(userRecordsPending: number): ProducerMetrics {
    this.fold();
    const stream = this.total.ofStream();
    return {
      ...stream.snapshot(),
      UserRecordsReceived: stream.UserRecordsReceived.snapshot().sum,
      UserRecordsPending: userRecordsPending,
      RequestTime: stream.RequestTime.snapshot(),
      KinesisRecordsPerPutRecordsRequest: stream.KinesisRecordsPerPutRecordsRequest.snapshot(),
      UserRecordsPerPutRecordsRequest: stream.UserRecordsPerPutRecordsRequest.snapshot(),
      Shards: Object.fromEntries([...this.total.shards].map(([shardId, cell]) => [shardId, cell.snapshot()])),
    };
  }

  private cell(shardId: string | undefined): MetricCell {
    return this.current.of(this.tellsShardsApart ? shardId : undefined);
  }

  /** Gives what was measured lately to all who want it, so that each measurement is noted once only while it is made. */
  private fold(): void {
    const received = this.userRecordsReceived;
    if (received > 0) this.current.untraced.UserRecordsReceived.addMany(received, received, 1, 1);
    this.receivedBefore += received;
    this.userRecordsReceived = 0;
    this.total.merge(this.current);
    for (const window of this.windows) window.cells.merge(this.current);
    this.current = new MetricCells();
  }
}

/** What was measured since the window was opened, or taken the last time. */
export class MetricsWindow {
  public cells = new MetricCells();

  constructor(private readonly fold: () => void) {}

  public take(): MetricCells {
    this.fold();
    const { cells } = this;
    this.cells = new MetricCells();
    return cells;
  }
}
