import { Writable } from 'node:stream';
import { ProducerError } from './errors';
import { ProducerRecord } from './producer-record';
import { PutReceipt } from './put-receipt';

/** Options of the sinks that take one record after the other. */
export interface SinkOptions {
  /**
   * Called for each record that fails, with its index among all records of this sink; then the others go on.
   *
   * @default - the first record that fails ends the sink with its error
   */
  readonly onFailure?: (error: ProducerError, index: number) => void;
  /**
   * Records that the sink itself holds before it asks its source to wait, beside the producer's buffer.
   *
   * @default 16
   */
  readonly highWaterMark?: number;
}

type Submit = (records: readonly ProducerRecord[], onAdmitted: () => void) => Promise<PutReceipt>;
type Callback = (error?: Error | null) => void;

/** Gives what is written to the producer, and asks the source to wait while the producer's buffer is full. */
export class RecordWritable extends Writable {
  /** Records in the stream. */
  public deliveredCount = 0;
  private taken = 0;
  private underWay = new Set<Promise<void>>();
  private failure: Error | undefined;

  constructor(private readonly submit: Submit, private readonly flush: () => Promise<void>, private readonly options: SinkOptions) {
    super({ objectMode: true, highWaterMark: options.highWaterMark ?? 16 });
  }

  /** Records written. */
  public get recordCount(): number {
    return this.taken;
  }

  /** Node ends a stream at `null`, with an error of its own; a record that is none fails alone. */
  public override write(record: unknown, encoding?: BufferEncoding | Callback, callback?: Callback): boolean {
    const given = record ?? undefined;
    return typeof encoding === 'function' ? super.write(given, encoding) : super.write(given, encoding ?? 'utf8', callback);
  }

  /** Resolves when every record taken is delivered or has failed. */
  public async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  public override _write(record: ProducerRecord, _encoding: BufferEncoding, callback: Callback): void {
    this.give([record], callback);
  }

  public override _writev(chunks: { chunk: ProducerRecord }[], callback: Callback): void {
    this.give(chunks.map(({ chunk }) => chunk), callback);
  }

  public override _final(callback: Callback): void {
    void this.flush().then(() => this.settled()).then(() => callback(this.failure));
  }

  public override _destroy(error: Error | null, callback: Callback): void {
    // whoever hears of the end knows that nothing is under way any more
    void this.settled().then(() => callback(error));
  }

  private give(records: readonly ProducerRecord[], callback: Callback): void {
    const first = this.taken;
    this.taken += records.length;
    const receipt = this.submit(records, () => callback()).then(
      ({ deliveredCount, failures }) => {
        this.deliveredCount += deliveredCount;
        for (const { index, error } of failures) this.failed(error, first + index);
      },
      callback,
    ).catch((error: unknown) => this.giveUp(error instanceof Error ? error : new Error(String(error)))).finally(() => this.underWay.delete(receipt));
    this.underWay.add(receipt);
  }

  private failed(error: ProducerError, index: number): void {
    if (this.options.onFailure === undefined) this.giveUp(error);
    else this.options.onFailure(error, index);
  }

  private giveUp(error: Error): void {
    this.failure ??= error;
    this.destroy(this.failure);
  }
}
