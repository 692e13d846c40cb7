/**
 * The answer of a function that Firehose calls may have 6 MB
 * (https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
 */
export const RESPONSE_LIMIT_BYTES = 6 * 1024 * 1024;

const ENVELOPE_BYTES = '{"records":[]}'.length;
/** The largest answer without data, with its comma. */
const BARE_RECORD_BYTES = '{"recordId":"","result":"ProcessingFailed"},'.length;
const DATA_BYTES = ',"data":""'.length;

/** Hands out the bytes of one answer. Every record has its place for an answer without data from the start. */
export class ResponseBudget {
  private left: number;

  constructor(recordIds: readonly string[], limit: number = RESPONSE_LIMIT_BYTES) {
    this.left = limit - ENVELOPE_BYTES;
    for (const recordId of recordIds) this.left -= BARE_RECORD_BYTES + jsonBytes(recordId);
  }

  /** Whether the data, and what else the answer then carries, still fits; if so, its bytes are taken. */
  take(base64: string, otherBytes = 0): boolean {
    const bytes = DATA_BYTES + base64.length + otherBytes;
    if (bytes > this.left) return false;
    this.left -= bytes;
    return true;
  }
}

/** Bytes of a text inside JSON quotes. Firehose's ids are digits, which need no look. */
function jsonBytes(text: string): number {
  return /^[\w.:-]*$/.test(text) ? text.length : Buffer.byteLength(JSON.stringify(text)) - '""'.length;
}
