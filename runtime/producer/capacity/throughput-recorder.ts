import { ThroughputMinute } from './throughput-minute';
import { NOTHING, ThroughputSummary, withMinute } from './throughput-summary';

const MINUTE = 60_000;
/** https://aws.amazon.com/kinesis/data-streams/pricing/ */
const PUT_PAYLOAD_UNIT = 25 * 1024;
const KIBIBYTE = 1024;

/** A Kinesis record that was written, in bytes. */
export interface WrittenRecord {
  readonly dataBytes: number;
  readonly partitionKeyBytes: number;
  readonly userRecords: number;
  readonly userBytes: number;
}

/** Adds up what is written in each minute of the clock, in bounded memory for as long as it takes. */
export class ThroughputRecorder {
  private minute: number;
  private from: number;
  private sums = newSums();
  private ended = NOTHING;

  constructor(private readonly openShards: () => number | undefined, private readonly onMinute: (minute: ThroughputMinute) => void) {
    this.from = Date.now();
    this.minute = Math.floor(this.from / MINUTE);
  }

  public written({ dataBytes, partitionKeyBytes, userRecords, userBytes }: WrittenRecord): void {
    const now = Date.now();
    if (now < this.minute * MINUTE || now >= (this.minute + 1) * MINUTE) this.endMinute(now);
    const { sums } = this;
    sums.UserRecordsPut += userRecords;
    sums.UserRecordsDataPut += userBytes;
    sums.KinesisRecordsPut++;
    sums.KinesisRecordsDataPut += dataBytes;
    sums.PartitionKeyBytesPut += partitionKeyBytes;
    sums.PutPayloadUnits += Math.ceil((dataBytes + partitionKeyBytes) / PUT_PAYLOAD_UNIT);
    sums.KibibytesBilled += Math.ceil((dataBytes + partitionKeyBytes) / KIBIBYTE);
  }

  /** All minutes until now. */
  public summary(): ThroughputSummary {
    const now = Date.now();
    if (this.sums.KinesisRecordsPut > 0) return { ...withMinute(this.ended, this.toMinute(now)), to: now };
    // time without records counts, too
    return this.ended === NOTHING ? NOTHING : { ...this.ended, to: now };
  }

  /** Tells of the minute that has begun. */
  public close(): void {
    this.endMinute(Date.now());
  }

  private endMinute(now: number): void {
    if (this.sums.KinesisRecordsPut > 0) {
      const ended = this.toMinute(now);
      this.ended = withMinute(this.ended, ended);
      this.sums = newSums();
      try {
        this.onMinute(ended);
      } catch {
        // the put that ended the minute must not fail for it
      }
    }
    this.minute = Math.floor(now / MINUTE);
    this.from = this.minute * MINUTE;
  }

  private toMinute(now: number): ThroughputMinute {
    // a clock that was set back makes the minute a short one, never a negative one
    const to = Math.max(this.from, Math.min(now, (this.minute + 1) * MINUTE));
    return { from: new Date(this.from).toISOString(), to: new Date(to).toISOString(), ...this.sums, OpenShards: this.openShards() };
  }
}

function newSums() {
  return {
    UserRecordsPut: 0,
    UserRecordsDataPut: 0,
    KinesisRecordsPut: 0,
    KinesisRecordsDataPut: 0,
    PartitionKeyBytesPut: 0,
    PutPayloadUnits: 0,
    KibibytesBilled: 0,
  };
}
