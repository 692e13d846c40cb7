import { MessagePort } from 'node:worker_threads';
import { Failed, FromWorker, ToWorker, Written } from './messages';
import { readParcel } from './parcel';
import type { PlainError } from './plain-error';
import { type KinesisProducer, ProducerError, type PutResult } from 'streaming-analytics-pipeline/producer';

/** In the worker thread: gives what comes to a producer, and tells how it ends. */
export class ProducerServer {
  private written: { parcel: number; positions: number[]; result: PutResult }[] = [];
  private failed: Failed[] = [];
  private isReporting = false;

  constructor(private readonly port: MessagePort, private readonly producer: KinesisProducer) {
    port.on('message', (message: ToWorker) => this.handle(message));
  }

  private handle(message: ToWorker): void {
    switch (message.kind) {
      case 'parcel': this.take(message); break;
      case 'flush': void this.producer.flush().then(() => this.tell({ kind: 'flushed' })); break;
      case 'ask': this.answer(message); break;
      case 'stop': void this.producer.close({ deadline: 0 }); break;
      case 'close': void this.close(); break;
    }
  }

  private take({ parcel, isTold, count, bytes }: Extract<ToWorker, { kind: 'parcel' }>): void {
    const records = readParcel(bytes, count);
    if (!isTold) {
      void this.putMany(parcel, records);
      return;
    }
    records.forEach((record, position) => {
      this.producer.put(record).then((result) => this.noteWritten(parcel, position, result), (error) => this.noteFailed(parcel, position, error));
    });
  }

  private async putMany(parcel: number, records: ReturnType<typeof readParcel>): Promise<void> {
    try {
      const { failures } = await this.producer.putMany(records);
      this.tell({ kind: 'receipt', parcel, failed: failures.map(({ index, error }) => ({ parcel, position: index, error: toPlainError(error) })) });
    } catch (error) {
      // the producer was closed: it took none
      const plain = toPlainError(error);
      this.tell({ kind: 'receipt', parcel, failed: records.map((_, position) => ({ parcel, position, error: plain })) });
    }
  }

  private noteWritten(parcel: number, position: number, result: PutResult): void {
    const last = this.written.at(-1);
    if (last?.parcel === parcel && last.result === result) last.positions.push(position);
    else this.written.push({ parcel, positions: [position], result });
    this.reportSoon();
  }

  private noteFailed(parcel: number, position: number, error: unknown): void {
    this.failed.push({ parcel, position, error: toPlainError(error) });
    this.reportSoon();
  }

  /** Many end at the same moment. */
  private reportSoon(): void {
    if (this.isReporting) return;
    this.isReporting = true;
    setImmediate(() => {
      const written: readonly Written[] = this.written;
      this.tell({ kind: 'ends', written, failed: this.failed });
      this.written = [];
      this.failed = [];
      this.isReporting = false;
    });
  }

  private answer({ question, capacity }: Extract<ToWorker, { kind: 'ask' }>): void {
    const metrics = this.producer.metrics();
    try {
      this.tell({ kind: 'answer', question, metrics, estimate: capacity === undefined ? undefined : this.producer.capacityEstimate(capacity) });
    } catch (error) {
      this.tell({ kind: 'answer', question, metrics, error: toPlainError(error) });
    }
  }

  private async close(): Promise<void> {
    await this.producer.close();
    this.tell({ kind: 'closed', metrics: this.producer.metrics() });
    this.port.close();
  }

  private tell(message: FromWorker): void {
    this.port.postMessage(message);
  }
}

function toPlainError(error: unknown): PlainError {
  if (error instanceof ProducerError) return { name: error.name, code: error.code, message: error.message, attempts: error.attempts };
  return { name: 'RequestRefusedError', code: 'RequestRefused', message: String(error), attempts: [] };
}
