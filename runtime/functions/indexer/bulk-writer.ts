import { BULK_FILTER_PATH, readBulkAnswer, type BulkAnswer } from './bulk-answer';
import { BulkOutcome } from './bulk-outcome';
import { bulkBody, bulkRequests, type BulkRequest } from './bulk-request';
import type { IndexDocument } from './document';
import { backoff, keepBack, type Clock, type RemainingTime } from '../shared/clock';
import type { SearchClient } from '../shared/search-client';

/** Left for the dead letters and the answer. */
const KEPT_BACK_MILLISECONDS = 5_000;
const REQUEST_TIMEOUT_MILLISECONDS = 30_000;

interface PendingRequest extends BulkRequest {
  readonly attempt: number;
  readonly why: string;
}

/** Writes documents one request after the other: a domain that is slow or says 429 thereby sees less, not more. */
export class BulkWriter {
  constructor(private readonly search: SearchClient, private readonly clock: Clock) {}

  async write(documents: readonly IndexDocument[], invocation: RemainingTime): Promise<BulkOutcome> {
    const time = keepBack(invocation, KEPT_BACK_MILLISECONDS);
    const outcome = new BulkOutcome();
    const pending = bulkRequests(documents).map((request): PendingRequest => (
      { ...request, attempt: 0, why: 'the time of the invocation was over' }
    ));
    for (let request = pending.shift(); request !== undefined; request = pending.shift()) {
      if (request.attempt > 0) await this.clock.sleep(Math.min(backoff(request.attempt, this.clock), Math.max(0, time.getRemainingTimeInMillis())));
      if (time.getRemainingTimeInMillis() <= 0) {
        outcome.leave(request.documents, request.why);
        continue;
      }
      const answer = await this.send(request, time);
      if (answer.kind === 'refused') {
        for (const unsent of [request, ...pending.splice(0)]) outcome.leave(unsent.documents, answer.why);
      } else {
        // to the front: later documents stay behind earlier ones
        pending.unshift(...settle(request, answer, outcome));
      }
    }
    return outcome;
  }

  private async send({ index, documents }: BulkRequest, time: RemainingTime): Promise<BulkAnswer> {
    try {
      const answer = await this.search({
        method: 'POST',
        path: `/${encodeURIComponent(index)}/_bulk`,
        query: { filter_path: BULK_FILTER_PATH },
        contentType: 'application/x-ndjson',
        body: bulkBody(documents),
        timeoutMilliseconds: Math.min(REQUEST_TIMEOUT_MILLISECONDS, time.getRemainingTimeInMillis()),
      });
      return readBulkAnswer(answer, documents.length);
    } catch (error) {
      return { kind: 'retry', why: `no answer (${error instanceof Error ? error.name : 'error'})` };
    }
  }
}

/** What of a request has to be sent again, after its answer. */
function settle({ index, documents, attempt, why }: PendingRequest, answer: Exclude<BulkAnswer, { kind: 'refused' }>, outcome: BulkOutcome): PendingRequest[] {
  switch (answer.kind) {
    case 'items': {
      const left = outcome.settle(documents, answer.fates);
      return left.again.length === 0 ? [] : [{ index, documents: left.again, attempt: attempt + 1, why: left.why }];
    }
    case 'retry':
      return [{ index, documents, attempt: attempt + 1, why: answer.why }];
    case 'split': {
      if (documents.length === 1) {
        outcome.settle(documents, [{ kind: 'dead', reason: answer.reason }]);
        return [];
      }
      const half = Math.ceil(documents.length / 2);
      return [documents.slice(0, half), documents.slice(half)].map((part) => ({ index, documents: part, attempt: 0, why }));
    }
  }
}
