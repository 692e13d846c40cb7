import { BufferBudget } from './buffer-budget';
import { ProducerError } from './errors';
import { MetricsRecorder } from './metrics/metrics-recorder';
import { OutgoingRecord } from './outgoing-record';
import { OutstandingPuts } from './outstanding-puts';
import { Passenger } from './pending-put';
import { Attempt, PutResult } from './put-result';

/** The only place where a record that the buffer took is settled, and where its room in the buffer is given back. */
export class Settlements {
  constructor(
    private readonly outstanding: OutstandingPuts,
    private readonly budget: BufferBudget,
    private readonly metrics: MetricsRecorder,
  ) {}

  public delivered(record: OutgoingRecord, shardId: string, sequenceNumber: string): void {
    const shared: PutResult = { shardId, sequenceNumber, attempts: record.attempts };
    record.passengers.forEachPut((put, count, start) => {
      const result = put.history.length === 0 ? shared : { ...shared, attempts: [...put.history, ...record.attempts] };
      this.metrics.retried(shardId, result.attempts.length - 1, count);
      put.delivered(count, result, record.passengers, start);
      this.outstanding.settle(put.generation, count);
    });
    this.budget.release(record.bufferBytes);
  }

  public failed(record: OutgoingRecord, toError: (attempts: readonly Attempt[]) => ProducerError): void {
    const { passengers, attempts } = record;
    const shared = toError(attempts);
    for (let position = 0; position < passengers.count; position++) {
      const put = passengers.putAt(position);
      this.fail(put, passengers.indexAt(position), put.history.length === 0 ? shared : toError([...put.history, ...attempts]), record.shard?.shardId);
    }
    this.budget.release(record.bufferBytes);
  }

  /** For a user record that is in no Kinesis record. */
  public failedAlone(put: Passenger, index: number, bufferBytes: number, error: ProducerError): void {
    this.fail(put, index, error);
    this.budget.release(bufferBytes);
  }

  /** Does `work`; the room in the buffer that it gives back is for others only when it is done. */
  public admitAfter(work: () => void): void {
    this.budget.admitAfter(work);
  }

  private fail(put: Passenger, index: number, error: ProducerError, shardId?: string): void {
    this.metrics.gaveUp(shardId, Math.max(0, error.attempts.length - 1));
    put.failed(index, error);
    this.outstanding.settle(put.generation, 1);
  }
}
