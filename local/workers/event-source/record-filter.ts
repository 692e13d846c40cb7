import { matches } from './pattern';
import type { StreamRecord } from '../stream-record';

const TEXT = new TextDecoder('utf-8', { fatal: true });

/**
 * A filter of an event source: records it does not take count as processed, and no function sees them.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
 */
export class RecordFilter {
  private readonly pattern: { readonly [name: string]: unknown };

  /** @throws when the pattern is not a JSON object, or holds a condition that is not known. */
  constructor(text: string) {
    const pattern: unknown = JSON.parse(text);
    if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) throw new Error(`a filter pattern must be a JSON object, received ${text}`);
    this.pattern = { ...pattern };
    // what is wrong with it is to be seen before the first record
    matches(this.pattern, {});
  }

  public takes(record: StreamRecord): boolean {
    const { data: dataPattern, ...metadata } = this.pattern;
    const { partitionKey, sequenceNumber, arrival } = record;
    const fits = matches(metadata, { kinesisSchemaVersion: '1.0', partitionKey, sequenceNumber, approximateArrivalTimestamp: arrival.getTime() / 1000 });
    return fits && (dataPattern === undefined || matches(dataPattern, valueOf(record.data, Array.isArray(dataPattern))));
  }
}

/** A pattern of properties needs JSON, one of conditions a text: a record that is not of the pattern's kind is not taken. */
function valueOf(data: Uint8Array, asText: boolean): unknown {
  try {
    const text = TEXT.decode(data);
    return asText ? text : JSON.parse(text);
  } catch {
    return undefined;
  }
}
