import { BufferBudget } from './buffer-budget';
import { ProducerError } from './errors';
import { MetricsRecorder } from './metrics';
import { OutgoingRecord } from './outgoing-record';
import { OutstandingPuts } from './outstanding-puts';
import { PendingPut } from './pending-put';
import { Attempt, PutResult } from './put-result';

/** The only place where a put that the buffer took is resolved or rejected, and where its room in the buffer is given back. */
export class Settlements {
  constructor(
    private readonly outstanding: OutstandingPuts,
    private readonly budget: BufferBudget,
    private readonly metrics: MetricsRecorder,
  ) {}

  public delivered(record: OutgoingRecord, shardId: string, sequenceNumber: string): void {
    this.metrics.written(record.data.length, record.puts.length, record.userBytes);
    const shared: PutResult = { shardId, sequenceNumber, attempts: record.attempts };
    for (const put of record.puts) {
      const result = put.history.length === 0 ? shared : { ...shared, attempts: [...put.history, ...record.attempts] };
      this.metrics.retriesPerRecord.add(result.attempts.length - 1);
      put.resolve(result);
      this.outstanding.settle(put.generation);
    }
    this.budget.release(record.bufferBytes);
  }

  public failed(record: OutgoingRecord, toError: (attempts: readonly Attempt[]) => ProducerError): void {
    const shared = toError(record.attempts);
    for (const put of record.puts) this.reject(put, put.history.length === 0 ? shared : toError([...put.history, ...record.attempts]));
    this.budget.release(record.bufferBytes);
  }

  /** For a put whose user record is in no Kinesis record. */
  public failedAlone(put: PendingPut, bufferBytes: number, error: ProducerError): void {
    this.reject(put, error);
    this.budget.release(bufferBytes);
  }

  private reject(put: PendingPut, error: ProducerError): void {
    this.metrics.retriesPerRecord.add(Math.max(0, error.attempts.length - 1));
    put.reject(error);
    this.outstanding.settle(put.generation);
  }
}
