/** One line of a file. */
export interface Line {
  /** Its number, from 1. */
  readonly number: number;
  /** Without its end; empty when the line is too long to be kept. */
  readonly bytes: Buffer;
  /** LF, or CRLF. */
  readonly end: Buffer;
  readonly isTooLong: boolean;
}

/** No record can be longer: https://docs.aws.amazon.com/streams/latest/dev/large-records.html. Without a limit, a file without line ends would fill the memory. */
export const LONGEST_LINE = 10_485_760;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const LF = Buffer.from('\n');
const CRLF = Buffer.from('\r\n');
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * Splits a file into its lines, and hands over at a time those that a chunk has completed: who reads from a pipe need not wait for more. Lines end in LF or
 * CRLF, and the last one may lack its end; a byte order mark is left out.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  let number = 0;
  let parts: Uint8Array[] = [];
  let length = 0;
  const keep = (bytes: Uint8Array) => {
    // beyond the limit only the length matters
    if (length <= LONGEST_LINE) parts.push(bytes);
    length += bytes.length;
  };
  const end = (): Line => {
    const line = toLine(++number, parts, length);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let start = 0;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, at));
      lines.push(end());
      start = at + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [end()];
}

function toLine(number: number, parts: readonly Uint8Array[], length: number): Line {
  if (length > LONGEST_LINE) return { number, bytes: Buffer.alloc(0), end: LF, isTooLong: true };
  let bytes = Buffer.concat(parts);
  if (number === 1 && bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) bytes = bytes.subarray(BYTE_ORDER_MARK.length);
  if (bytes.at(-1) === CARRIAGE_RETURN) return { number, bytes: bytes.subarray(0, -1), end: CRLF, isTooLong: false };
  return { number, bytes, end: LF, isTooLong: false };
}
