import { setTimeout as sleep } from 'node:timers/promises';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { type Invocation, invoke } from '../invoke';
import type { StreamRecord } from '../stream-record';
import type { WorkerLog } from '../worker-log';
import type { MappingConfiguration } from './configuration';
import type { DiscardedBatch } from './discarded-batch';
import { toEvent } from './event';
import type { OnFailureDestination } from './on-failure-destination';
import { firstFailure } from './partial-failure';

const FIRST_PAUSE_MILLIS = 200;
const LONGEST_PAUSE_MILLIS = 10_000;

/**
 * Invokes the function of a mapping with batches of one shard, and tries again as the service does.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-errors.html
 */
export class BatchDelivery {
  constructor(
    private readonly lambda: LambdaClient,
    private readonly mapping: MappingConfiguration,
    private readonly log: WorkerLog,
    /** Is told of the records that were processed or given up. */
    private readonly finish: (records: readonly StreamRecord[]) => void,
    private readonly destination?: OnFailureDestination,
    private readonly firstPauseMillis = FIRST_PAUSE_MILLIS,
  ) {}

  /** Ends when every record of the batch was processed or given up. Rejects when the signal aborts: nothing is invoked and nothing is given up any more. */
  public async deliver(batch: readonly StreamRecord[], signal: AbortSignal): Promise<void> {
    let rest = batch;
    let attempts = 0;
    let pause = this.firstPauseMillis;
    let invocation: Invocation | undefined;
    while (rest.length > 0) {
      signal.throwIfAborted();
      rest = await this.withoutExpired(rest, attempts, invocation);
      if (rest.length === 0) return;
      invocation = await this.invoke(rest);
      const failure = this.firstFailureOf(rest, invocation);
      if (failure !== 0) this.log.succeeded();
      if (failure === undefined) {
        this.finish(rest);
        return;
      }
      if (failure > 0) {
        // a new checkpoint is a new batch: what failed first has not been tried before
        this.finish(rest.slice(0, failure));
        rest = rest.slice(failure);
        attempts = 0;
        pause = this.firstPauseMillis;
      }
      const reason = invocation.succeeded ? 'the function reported it as failed' : invocation.reason;
      this.log.failed(this.mapping.functionArn, reason);
      // Splitting consumes no attempt: https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
      // A batch is split at the record that is reported, and the rest is tried again:
      // https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
      const splitAtReported = this.mapping.bisects && failure > 0;
      // What follows when the first record is the one reported, AWS does not say. Our reading: there is nothing to split off before it, so the
      // batch is halved as after an error, and the record that fails is given up alone.
      const reachedFunction = invocation.succeeded || functionFailed(invocation);
      if (this.mapping.bisects && !splitAtReported && reachedFunction && rest.length > 1) {
        const middle = Math.ceil(rest.length / 2);
        await this.deliver(rest.slice(0, middle), signal);
        return this.deliver(rest.slice(middle), signal);
      }
      // An invocation that did not reach the function counts as no attempt: same page.
      if (reachedFunction && !splitAtReported) attempts++;
      if (attempts > this.mapping.retryAttempts) {
        const functionError = functionFailed(invocation);
        return this.giveUp(rest, `${attempts} attempts failed, the last with ${reason}`, {
          condition: 'RetryAttemptsExhausted', invokeCount: attempts, functionError,
        });
      }
      await sleep(pause, undefined, { signal });
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  private invoke(records: readonly StreamRecord[]): Promise<Invocation> {
    const { functionArn } = this.mapping;
    return this.log.invocation(functionArn, () => invoke(this.lambda, functionArn, toEvent(this.mapping, records)));
  }

  private firstFailureOf(records: readonly StreamRecord[], invocation: Invocation): number | undefined {
    if (!invocation.succeeded) return 0;
    return this.mapping.reportsBatchItemFailures ? firstFailure(records, invocation.payload) : undefined;
  }

  private async withoutExpired(records: readonly StreamRecord[], attempts: number, last: Invocation | undefined): Promise<readonly StreamRecord[]> {
    const oldest = Date.now() - this.mapping.recordAgeMillis;
    const isYoung = ({ arrival }: StreamRecord) => arrival.getTime() >= oldest;
    const expired = records.filter((record) => !isYoung(record));
    if (expired.length === 0) return records;
    await this.giveUp(expired, `older than ${this.mapping.recordAgeMillis / 1000} seconds`, {
      condition: 'RecordAgeExceeded', invokeCount: attempts, functionError: attempts === 0 || last === undefined ? undefined : functionFailed(last),
    });
    return records.filter(isYoung);
  }

  private async giveUp(
    records: readonly StreamRecord[], why: string, how: Pick<DiscardedBatch, 'condition' | 'invokeCount' | 'functionError'>,
  ): Promise<void> {
    const { functionArn, streamArn, roleArn } = this.mapping;
    const kept = await this.destination?.keep({ functionArn, streamArn, roleArn, records, ...how });
    this.log.discard(functionArn, records.length, why, kept);
    this.finish(records);
  }
}

function functionFailed(invocation: Invocation): boolean {
  return !invocation.succeeded && invocation.cause !== 'not-invoked';
}
