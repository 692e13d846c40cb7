import { isUtf8 } from 'node:buffer';

/** One line of a file, or why it cannot be read. */
export interface Line {
  /** Its number, from 1. */
  readonly number: number;
  readonly text: string;
  readonly problem?: string;
}

/** Longest line in bytes. A trip takes some 150; without a limit, a file without line ends would fill the memory. */
const LONGEST_LINE = 65536;
const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';

/** Splits a file into its lines. Lines end in LF or CRLF, and the last one may lack its end; a byte order mark is left out. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 1;
  let rest: Uint8Array[] = [];
  let length = 0;
  const keep = (bytes: Uint8Array) => {
    // beyond the limit only the length matters
    if (length <= LONGEST_LINE) rest.push(bytes);
    length += bytes.length;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      yield toLine(number, rest, length);
      number += 1;
      rest = [];
      length = 0;
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (length > 0) yield toLine(number, rest, length);
}

function toLine(number: number, parts: Uint8Array[], length: number): Line {
  if (length > LONGEST_LINE) {
    return { number, text: '', problem: `is ${length} bytes long: at most ${LONGEST_LINE} are allowed` };
  }
  const bytes = Buffer.concat(parts);
  if (!isUtf8(bytes)) {
    return { number, text: '', problem: `is not UTF-8, got ${JSON.stringify(bytes.subarray(0, 60).toString('latin1'))}: save the file as UTF-8` };
  }
  const text = bytes.toString('utf8');
  return { number, text: (number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).replace(/\r$/, '') };
}
