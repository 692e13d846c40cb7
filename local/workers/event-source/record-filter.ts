import { type Condition, readPattern } from './pattern';
import type { StreamRecord } from '../stream-record';

const TEXT = new TextDecoder('utf-8', { fatal: true });

/**
 * A filter of an event source: records it does not take count as processed, and no function sees them.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
 */
export class RecordFilter {
  /** Whether the data fit; undefined when nothing is asked of them. */
  private readonly fits?: Condition;
  private readonly asText: boolean;

  /** @throws when the pattern is not a JSON object, names something else than `data`, or holds a condition that is not known. */
  constructor(text: string) {
    const pattern: unknown = JSON.parse(text);
    if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) throw new Error(`a filter pattern must be a JSON object, received ${text}`);
    const { data, ...others }: { readonly data?: unknown } = pattern;
    const refused = Object.keys(others);
    if (refused.length > 0) {
      throw new Error(`the filter pattern ${text} filters by ${refused.join(' and ')}, a Kinesis event source filters by data only: remove it, or ask for it below data`);
    }
    this.asText = Array.isArray(data);
    if (data !== undefined) this.fits = readPattern(data);
  }

  /** A pattern of properties needs JSON, one of conditions a text: a record that is not of the pattern's kind is not taken. */
  public takes({ data }: StreamRecord): boolean {
    if (this.fits === undefined) return true;
    let value: unknown;
    try {
      const text = TEXT.decode(data);
      value = this.asText ? text : JSON.parse(text);
    } catch {
      return false;
    }
    return this.fits(value);
  }
}
