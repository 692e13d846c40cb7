import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import { messageOf, UsageError } from '../usage-error';
import { Line, LONGEST_LINE } from './lines';
import { KeyFields, keysOf, quote, Row, RowRecord } from './row';

/** A row with a quote that never ends must not take all rows after it along. */
const MOST_LINES_OF_A_ROW = 100;

interface Cells {
  readonly cells: readonly string[];
}

/** Reads rows of CSV; a cell in quotes may have several lines. A row becomes a JSON object of strings by the header's names; blank cells are left out. */
export class CsvReader {
  /** As it stands in the input; known as soon as there is a row. */
  public header: Buffer | undefined;
  private names: readonly string[] = [];
  private waiting: Line[] = [];

  constructor(private readonly fields: KeyFields) {}

  /** @throws UsageError when the header is broken, or lacks a field that is to be a key */
  public async* read(lines: AsyncIterable<Line[]>): AsyncGenerator<Row[]> {
    for await (const some of lines) {
      this.waiting.push(...some);
      yield this.takeRows(false);
    }
    yield this.takeRows(true);
  }

  private takeRows(isEnd: boolean): Row[] {
    const rows: Row[] = [];
    let next = 0;
    while (next < this.waiting.length) {
      const line = this.waiting[next];
      if (!line.isTooLong && line.bytes.every((byte) => byte === 0x20 || byte === 0x09)) {
        next++;
        continue;
      }
      const { parsed, count } = this.parseAt(next, isEnd);
      if (parsed === undefined) break;
      const source = joined(this.waiting.slice(next, next + count));
      if (this.header === undefined) this.setHeader(source, parsed);
      else rows.push({ line: line.number, source, record: typeof parsed === 'string' ? parsed : this.toRecord(parsed) });
      next += count;
    }
    this.waiting = this.waiting.slice(next);
    return rows;
  }

  /** The row that begins with this line, and how many lines it has; undefined while its last line has not come. A broken row has one line. */
  private parseAt(first: number, isEnd: boolean): { readonly parsed: Cells | string | undefined; readonly count: number } {
    let quotes = 0;
    let length = 0;
    for (let count = 1; count <= MOST_LINES_OF_A_ROW; count++) {
      const line = this.waiting[first + count - 1];
      if (line === undefined) return isEnd ? { parsed: 'has a quote that is not closed', count: 1 } : { parsed: undefined, count };
      length += line.bytes.length;
      if (line.isTooLong || length > LONGEST_LINE) return { parsed: `is longer than ${LONGEST_LINE} bytes, which no record may be`, count: 1 };
      quotes += quotesIn(line.bytes);
      // an odd number of them: the last one is open
      if (quotes % 2 === 1) {
        if (count === 1 && !opensACell(line.bytes)) return { parsed: 'has a quote inside a cell that does not begin with one', count: 1 };
        continue;
      }
      const parsed = toCells(joined(this.waiting.slice(first, first + count)), quotes > 0);
      if (count === 1) return { parsed, count };
      // lines that do not make up a row together: the quote of the first was never meant to be closed by theirs
      const isRow = typeof parsed !== 'string' && (this.header === undefined || parsed.cells.length === this.names.length);
      return isRow ? { parsed, count } : { parsed: 'has a quote that is not closed', count: 1 };
    }
    return { parsed: `has a quote that is not closed within ${MOST_LINES_OF_A_ROW} lines`, count: 1 };
  }

  private setHeader(source: Buffer, parsed: Cells | string): void {
    if (typeof parsed === 'string') throw new UsageError(`the header ${parsed}`);
    const { cells } = parsed;
    const repeated = cells.filter((name, index) => cells.indexOf(name) !== index);
    const { partitionKey, explicitHashKey = partitionKey } = this.fields;
    const missing = [...new Set([partitionKey, explicitHashKey])].filter((field) => !cells.includes(field));
    if (repeated.length > 0) throw new UsageError(`the header must name each column once, got ${repeated.map(quote).join(', ')} again`);
    if (missing.length > 0) throw new UsageError(`the header must have ${missing.map(quote).join(' and ')}, got ${quote(cells.join(','))}`);
    this.header = source;
    this.names = cells;
  }

  private toRecord({ cells }: Cells): RowRecord | string {
    const { names, fields } = this;
    if (cells.length !== names.length) return `has ${cells.length} cells, the header has ${names.length}: ${quote(cells.join(','))}`;
    const keys = keysOf(fields, (field) => cells[names.indexOf(field)]);
    if (typeof keys === 'string') return keys;
    return { ...keys, data: JSON.stringify(Object.fromEntries(names.map((name, index) => [name, cells[index]]).filter(([, cell]) => cell !== ''))) };
  }
}

function toCells(source: Buffer, hasQuotes: boolean): Cells | string {
  if (!isUtf8(source)) return `is not UTF-8, got ${quote(source.toString('latin1'))}: save the file as UTF-8`;
  if (source.includes(0)) return 'has a character of code zero';
  const text = source.toString('utf8');
  // without a quote, CSV is no more than this, and a large file is read several times as fast
  if (!hasQuotes) return { cells: text.split(',') };
  try {
    // the text is one row, whatever line ends its cells have
    const [cells]: string[][] = parse(text, { record_delimiter: '\u0000' });
    return { cells };
  } catch (error) {
    return `is no row of CSV, got ${quote(text)}: ${error instanceof CsvError ? error.code : messageOf(error)}`;
  }
}

function joined(lines: readonly Line[]): Buffer {
  if (lines.length === 1) return lines[0].bytes;
  return Buffer.concat(lines.flatMap(({ bytes, end }, index) => (index === lines.length - 1 ? [bytes] : [bytes, end])));
}

function quotesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(0x22); at !== -1; at = bytes.indexOf(0x22, at + 1)) count++;
  return count;
}

/** Whether some quote stands where a cell begins, so that one may be open at the end of the line. */
function opensACell(bytes: Buffer): boolean {
  return bytes.at(0) === 0x22 || bytes.includes(',"');
}
