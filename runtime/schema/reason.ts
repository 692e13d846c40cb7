/** Why a record is not valid under its schema. */
export interface Reason {
  /** Name of the field in the schema; absent when the record as a whole is at fault. */
  readonly field?: string;
  /** The rule that the value breaks, with its bound: `minimum 0`, `required`, `decimal(8,2)`. Never holds record contents. */
  readonly rule: string;
  /** The beginning of what came, as it stood on the wire. */
  readonly received?: string;
}

const RECEIVED_LIMIT_BYTES = 64;

/** The beginning of a value, short enough for a message; a multi-byte character is never cut. */
export function cutShort(bytes: Buffer, start: number, end: number): string {
  if (end - start <= RECEIVED_LIMIT_BYTES) return bytes.toString('utf8', start, end);
  let cut = start + RECEIVED_LIMIT_BYTES;
  while (cut > start && isContinuation(bytes[cut])) cut--;
  return `${bytes.toString('utf8', start, cut)}…`;
}

function isContinuation(byte: number): boolean {
  return byte >= 0x80 && byte < 0xc0;
}
