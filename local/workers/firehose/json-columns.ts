import { isLosslessNumber, parse, stringify } from 'lossless-json';
import { splitDocuments } from './json-documents';

/** A JSON object as texts by key. */
export type Row = ReadonlyMap<string, string | null>;

/** The rows of a record; or why it has none, for a record ends as a whole in one place. */
export type Rows = { readonly rows: readonly Row[] } | { readonly problem: ConversionProblem };

export interface ConversionProblem {
  readonly code: 'DataFormatConversion.ParseError' | 'DataFormatConversion.MalformedData';
  readonly message: string;
}

/**
 * How the OpenX deserializer finds the value of a column.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_OpenXJsonSerDe.html
 */
export interface KeyRules {
  /** Keys are lower-cased before they are looked up. */
  readonly caseInsensitive: boolean;
  /** A dot in a key stands for an underscore in a column. */
  readonly dotsToUnderscores: boolean;
  /** Keys of columns that are called otherwise in the records. */
  readonly keyOfColumn: { readonly [column: string]: string };
}

const TEXT = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the JSON objects of a record, keeping every digit of their numbers, as texts by key.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 */
export function readRows(data: Uint8Array, rules: KeyRules): Rows {
  try {
    const text = TEXT.decode(data);
    if (text.trim() === '') return malformed('The record was empty or contained only whitespace.');
    return rowsOf(splitDocuments(text).map((document) => parse(document)), rules);
  } catch {
    // also where a value is nested so deep that it cannot be read or written out again
    return { problem: { code: 'DataFormatConversion.ParseError', message: 'Encountered malformed JSON.' } };
  }
}

function rowsOf(documents: readonly unknown[], rules: KeyRules): Rows {
  const rows: Row[] = [];
  for (const document of documents) {
    if (typeof document !== 'object' || document === null || isLosslessNumber(document)) {
      return malformed('The input JSON contained a primitive at the top level. The top level must be an object or array.');
    }
    if (Array.isArray(document)) return malformed('An array of JSON documents is not a valid input.');
    rows.push(new Map(Object.entries(document).map(([name, value]) => [ruled(name, rules), toText(value)])));
  }
  return { rows };
}

function ruled(name: string, { caseInsensitive, dotsToUnderscores }: KeyRules): string {
  const key = caseInsensitive ? name.toLowerCase() : name;
  return dotsToUnderscores ? key.replaceAll('.', '_') : key;
}

function malformed(message: string): Rows {
  return { problem: { code: 'DataFormatConversion.MalformedData', message } };
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return stringify(value) ?? null;
}
