import type { DeadReason } from './document';
import type { SearchAnswer } from '../shared/search-client';

/** What became of one document. */
export type Fate =
  | { readonly kind: 'stored' }
  /** The domain may take it later. */
  | { readonly kind: 'retry'; readonly why: string }
  /** It can never be stored as it is. */
  | { readonly kind: 'dead'; readonly reason: DeadReason };

/** What the domain says to a bulk request: a fate per document in order, or one word about the request as a whole. */
export type BulkAnswer =
  | { readonly kind: 'items'; readonly fates: readonly Fate[] }
  /** Nobody took anything, and trying again may help. */
  | { readonly kind: 'retry'; readonly why: string }
  /** The request itself was too much or not understood: in halves the others get through. */
  | { readonly kind: 'split'; readonly reason: DeadReason }
  /** Trying again in this invocation cannot help (for example 403 by the access policy). */
  | { readonly kind: 'refused'; readonly why: string };

/** Only what the fates need; keeps the answer to thousands of documents small. */
export const BULK_FILTER_PATH = 'items.*.status,items.*.error.type,items.*.error.reason';

/** 400 for the sake of the domain or the index, not of the document. */
const NOT_THE_DOCUMENT = new Set(['validation_exception', 'index_closed_exception', 'cluster_block_exception']);
const REASON_LIMIT = 1_000;

interface BulkItem {
  readonly status: number;
  readonly error?: { readonly type?: string; readonly reason?: string };
}

export function readBulkAnswer({ status, body }: SearchAnswer, documents: number): BulkAnswer {
  if (status === 200) {
    const items = itemsOf(body);
    if (items.length === documents) return { kind: 'items', fates: items.map(fateOf) };
    return { kind: 'retry', why: `an answer with ${items.length} items to ${documents} documents` };
  }
  if (isPassing(status)) return { kind: 'retry', why: `HTTP ${status}` };
  if (status === 400 || status === 413) {
    return { kind: 'split', reason: { status, type: 'bulk_request', reason: body.slice(0, REASON_LIMIT) } };
  }
  return { kind: 'refused', why: `HTTP ${status}` };
}

function itemsOf(body: string): BulkItem[] {
  try {
    const answer: { items?: Record<string, BulkItem>[] } | null = JSON.parse(body);
    return (answer?.items ?? []).flatMap((item) => item.index ?? Object.values(item));
  } catch {
    return [];
  }
}

function fateOf({ status, error }: BulkItem): Fate {
  if (status >= 200 && status < 300) return { kind: 'stored' };
  const type = error?.type ?? 'unknown';
  if (status === 400 && !NOT_THE_DOCUMENT.has(type)) {
    return { kind: 'dead', reason: { status, type, reason: (error?.reason ?? '').slice(0, REASON_LIMIT) } };
  }
  // 403 write block, 404 index, 409, 429, 5xx: the document is all right, so it must not end as a dead letter
  return { kind: 'retry', why: `${status} ${type}` };
}

/** Whether the domain may answer otherwise in a moment. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
