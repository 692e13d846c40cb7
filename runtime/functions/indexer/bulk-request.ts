import type { IndexDocument } from './document';
import { toByteText } from '../../schema';

/** Well below the 10 MiB that the smallest instances take (https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html). */
const BULK_LIMIT_BYTES = 5 * 1024 * 1024;
const BULK_LIMIT_DOCUMENTS = 2_000;

const ACTION_BYTES = '{"index":{"_id":""}}\n\n'.length;
/** What JSON makes of a character at most: `\u0000`. */
const MOST_BYTES_A_CHARACTER = 6;

/** Written in JSON as it is. */
const PLAIN_ID = /^[\w:.-]*$/;

/** Documents that go behind their alias together. */
export interface BulkRequest {
  readonly alias: string;
  readonly documents: readonly IndexDocument[];
}

/** The body of `POST /<index>/_bulk` for these documents. */
export function bulkBody(documents: readonly IndexDocument[]): Buffer {
  let body = '';
  for (const document of documents) body += actionLine(document) + document.source + '\n';
  return Buffer.from(body, 'latin1');
}

/**
 * Cuts documents into requests bounded by bytes and count, each for one alias, since the function may write to the paths of its indexes alone.
 * Documents of one alias keep their order. A document larger than the bound travels alone.
 */
export function bulkRequests(documents: readonly IndexDocument[]): BulkRequest[] {
  const byAlias = new Map<string, IndexDocument[]>();
  for (const document of documents) {
    const others = byAlias.get(document.alias);
    if (others === undefined) byAlias.set(document.alias, [document]);
    else others.push(document);
  }
  return [...byAlias].flatMap(([alias, its]) => cut(its).map((part) => ({ alias, documents: part })));
}

function cut(documents: readonly IndexDocument[]): IndexDocument[][] {
  const requests: IndexDocument[][] = [];
  let request: IndexDocument[] = [];
  let bytes = 0;
  for (const document of documents) {
    const size = ACTION_BYTES + MOST_BYTES_A_CHARACTER * document.id.length + document.source.length;
    if (request.length > 0 && (request.length === BULK_LIMIT_DOCUMENTS || bytes + size > BULK_LIMIT_BYTES)) {
      requests.push(request);
      request = [];
      bytes = 0;
    }
    request.push(document);
    bytes += size;
  }
  if (request.length > 0) requests.push(request);
  return requests;
}

function actionLine({ id }: IndexDocument): string {
  return PLAIN_ID.test(id) ? `{"index":{"_id":"${id}"}}\n` : toByteText(`{"index":{"_id":${JSON.stringify(id)}}}\n`);
}
