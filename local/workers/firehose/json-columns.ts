import { isLosslessNumber, parse, stringify } from 'lossless-json';

/** A record as texts by key, or why it is none. */
export type Row = { readonly values: ReadonlyMap<string, string | null> } | { readonly problem: ConversionProblem };

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
 * Reads a JSON object, keeping every digit of its numbers, as texts by key.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 */
export function readRow(data: Uint8Array, rules: KeyRules): Row {
  let content: unknown;
  try {
    const text = TEXT.decode(data);
    if (text.trim() === '') return malformed('The record was empty or contained only whitespace.');
    content = parse(text);
  } catch {
    return { problem: { code: 'DataFormatConversion.ParseError', message: 'Encountered malformed JSON.' } };
  }
  if (typeof content !== 'object' || content === null || isLosslessNumber(content)) {
    return malformed('The input JSON contained a primitive at the top level. The top level must be an object or array.');
  }
  return { values: new Map(Object.entries(content).map(([name, value]) => [ruled(name, rules), toText(value)])) };
}

function ruled(name: string, { caseInsensitive, dotsToUnderscores }: KeyRules): string {
  const key = caseInsensitive ? name.toLowerCase() : name;
  return dotsToUnderscores ? key.replaceAll('.', '_') : key;
}

function malformed(message: string): Row {
  return { problem: { code: 'DataFormatConversion.MalformedData', message } };
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return stringify(value) ?? null;
}
