import { BULK_FILTER_PATH, readBulkAnswer, type BulkAnswer } from './bulk-answer';
import { BulkOutcome } from './bulk-outcome';
import { bulkBody, bulkRequests, type BulkRequest } from './bulk-request';
import type { IndexDocument } from './document';
import { Placement, type PlacedDocuments } from './placement';
import { backoff, keepBack, type Clock, type RemainingTime } from '../shared/clock';
import type { SearchClient } from '../shared/search-client';

/** Left for the dead letters and the answer. */
const KEPT_BACK_MILLISECONDS = 5_000;
const REQUEST_TIMEOUT_MILLISECONDS = 30_000;
const INDEX_IS_GONE = '404 ';

interface PendingRequest extends BulkRequest {
  /** Where its documents go; not decided yet when absent. */
  readonly index?: string;
  readonly attempt: number;
  readonly why: string;
}

type PlacedRequest = PendingRequest & PlacedDocuments;

/** What of a request has to be sent again, or why none of what is left can be sent in this invocation. */
type Progress = { readonly left: PendingRequest[] } | { readonly refused: string };

/** Writes documents one request after the other: a domain that is slow or says 429 thereby sees less, not more. */
export class BulkWriter {
  constructor(private readonly search: SearchClient, private readonly clock: Clock) {}

  async write(documents: readonly IndexDocument[], invocation: RemainingTime): Promise<BulkOutcome> {
    const time = keepBack(invocation, KEPT_BACK_MILLISECONDS);
    const outcome = new BulkOutcome();
    const placement = new Placement(this.search);
    const pending = bulkRequests(documents).map((request): PendingRequest => (
      { ...request, attempt: 0, why: 'the time of the invocation was over' }
    ));
    for (let request = pending.shift(); request !== undefined; request = pending.shift()) {
      if (request.attempt > 0) await this.clock.sleep(Math.min(backoff(request.attempt, this.clock), Math.max(0, time.getRemainingTimeInMillis())));
      if (time.getRemainingTimeInMillis() <= 0) {
        outcome.leave(request.documents, request.why);
        continue;
      }
      const progress = isPlaced(request) ? await this.send(request, outcome, placement, time) : await place(request, placement, time);
      if ('refused' in progress) {
        for (const unsent of [request, ...pending.splice(0)]) outcome.leave(unsent.documents, progress.refused);
      } else {
        // to the front: later documents stay behind earlier ones
        pending.unshift(...progress.left);
      }
    }
    return outcome;
  }

  private async send(request: PlacedRequest, outcome: BulkOutcome, placement: Placement, time: RemainingTime): Promise<Progress> {
    const answer = await this.post(request, time);
    return answer.kind === 'refused' ? { refused: answer.why } : { left: settle(request, answer, outcome, placement) };
  }

  private async post({ index, documents }: PlacedRequest, time: RemainingTime): Promise<BulkAnswer> {
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

function isPlaced(request: PendingRequest): request is PlacedRequest {
  return request.index !== undefined;
}

/** The request once more, in parts by the indexes that its documents go to. */
async function place(request: PendingRequest, placement: Placement, time: RemainingTime): Promise<Progress> {
  const found = await placement.place(request, time);
  switch (found.kind) {
    case 'found': return { left: found.value.map((placed) => ({ ...request, ...placed, attempt: 0 })) };
    case 'retry': return { left: [{ ...request, attempt: request.attempt + 1, why: found.why }] };
    case 'refused': return { refused: found.why };
  }
}

/** What of a request has to be sent again, after its answer. */
function settle(
  request: PlacedRequest, answer: Exclude<BulkAnswer, { kind: 'refused' }>, outcome: BulkOutcome, placement: Placement,
): PendingRequest[] {
  const { alias, documents, attempt } = request;
  switch (answer.kind) {
    case 'items': {
      const { again, why } = outcome.settle(documents, answer.fates);
      if (again.length === 0) return [];
      if (!why.startsWith(INDEX_IS_GONE)) return [{ ...request, documents: again, attempt: attempt + 1, why }];
      placement.forget(alias);
      return [{ alias, documents: again, attempt: attempt + 1, why }];
    }
    case 'retry':
      return [{ ...request, attempt: attempt + 1, why: answer.why }];
    case 'split': {
      if (documents.length === 1) {
        outcome.settle(documents, [{ kind: 'dead', reason: answer.reason }]);
        return [];
      }
      const half = Math.ceil(documents.length / 2);
      return [documents.slice(0, half), documents.slice(half)].map((part) => ({ ...request, documents: part, attempt: 0 }));
    }
  }
}
