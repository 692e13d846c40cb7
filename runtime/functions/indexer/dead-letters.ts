import type { DeadLetter, DeadReason } from './document';
import { placeInAggregate, type StreamedRecord } from './user-record';
import { keepBack, type Clock, type RemainingTime } from '../shared/clock';
import { writeObjects, type PutObject } from '../shared/write-objects';

/** Left for the answer. */
const KEPT_BACK_MILLISECONDS = 1_000;

/**
 * Writes one object per Kinesis record, a line per dead user record in it. The key depends on nothing but the record's place in the stream,
 * so that a batch that comes again, whole or in part, writes the same objects again and not more of them.
 */
export class DeadLetterWriter {
  constructor(private readonly putObject: PutObject, private readonly prefix: string, private readonly clock: Clock) {}

  /** Returns the sequence numbers of the records whose dead letters could not be stored in time, with the error. */
  async write(letters: readonly DeadLetter[], invocation: RemainingTime): Promise<Map<string, string>> {
    const bySequenceNumber = new Map<string, DeadLetter[]>();
    for (const letter of letters) {
      const together = bySequenceNumber.get(letter.record.sequenceNumber);
      if (together === undefined) bySequenceNumber.set(letter.record.sequenceNumber, [letter]);
      else together.push(letter);
    }
    const objects = [...bySequenceNumber].map(([id, together]) => (
      { id, key: `${this.prefix}${keyOf(together[0].record)}`, body: mergedByRecord(together).map(lineOf).join('') }
    ));
    const done = new AbortController();
    const left = keepBack(invocation, KEPT_BACK_MILLISECONDS).getRemainingTimeInMillis();
    const failures = await writeObjects(objects, this.putObject, this.clock.sleep(Math.max(0, left), done.signal));
    done.abort();
    return failures;
  }
}

function keyOf({ streamArn, shardId, sequenceNumber, arrivalTimestamp }: StreamedRecord): string {
  const stream = streamArn.slice(streamArn.lastIndexOf('/') + 1);
  const day = new Date(arrivalTimestamp * 1000).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${stream}/${day}/${shardId}/${sequenceNumber}.json`;
}

/** Several reasons may concern one record, by its lines; it is kept once, with all of them. */
function mergedByRecord(letters: readonly DeadLetter[]): DeadLetter[] {
  const merged = new Map<string, { readonly record: StreamedRecord; readonly reasons: DeadReason[] }>();
  for (const { record, reasons } of letters) {
    const place = placeInAggregate(record);
    const before = merged.get(place)?.reasons;
    if (before === undefined) merged.set(place, { record, reasons: [...reasons] });
    else for (const reason of reasons) before.push(reason);
  }
  return [...merged.values()].sort(({ record: left }, { record: right }) => (
    left.subSequenceNumber - right.subSequenceNumber || (left.recordIndex ?? 0) - (right.recordIndex ?? 0)
  ));
}

function lineOf({ record, reasons }: DeadLetter): string {
  const { data, streamArn, arrivalTimestamp, unreadable, ...place } = record;
  const line = { stream: streamArn, ...place, approximateArrivalTimestamp: arrivalTimestamp, reasons, data: Buffer.from(data).toString('base64') };
  return `${JSON.stringify(line)}\n`;
}
