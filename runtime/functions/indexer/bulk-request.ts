import type { IndexDocument } from './document';
import { toByteText } from '../../schema';

/** Well below the 10 MiB that the smallest instances take (https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html). */
const BULK_LIMIT_BYTES = 5 * 1024 * 1024;
const BULK_LIMIT_DOCUMENTS = 2_000;

/** The body of `POST /_bulk` for these documents. */
export function bulkBody(documents: readonly IndexDocument[]): Buffer {
  let body = '';
  for (const document of documents) body += actionLine(document) + document.source + '\n';
  return Buffer.from(body, 'latin1');
}

/** Cuts documents, in their order, into requests bounded by bytes and count. A document larger than the bound travels alone. */
export function bulkRequests(documents: readonly IndexDocument[]): IndexDocument[][] {
  const requests: IndexDocument[][] = [];
  let request: IndexDocument[] = [];
  let bytes = 0;
  for (const document of documents) {
    const size = actionLine(document).length + document.source.length + 1;
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

function actionLine({ index, id }: IndexDocument): string {
  return toByteText(`{"index":{"_index":${JSON.stringify(index)},"_id":${JSON.stringify(id)}}}\n`);
}
