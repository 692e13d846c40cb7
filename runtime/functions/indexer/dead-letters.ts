import type { DeadLetter } from './document';
import type { StreamedRecord } from './user-record';

/** Where dead letters go; rejects when the object is not stored. */
export type PutObject = (key: string, body: string) => Promise<void>;

const CONCURRENT_WRITES = 16;

/**
 * Writes one object per Kinesis record, a line per dead user record in it. The key depends on nothing but the record's place in the stream,
 * so that a batch that comes again, whole or in part, writes the same objects again and not more of them.
 */
export class DeadLetterWriter {
  constructor(private readonly putObject: PutObject, private readonly prefix: string) {}

  /** Returns the sequence numbers of the records whose dead letters could not be stored, with the error. */
  async write(letters: readonly DeadLetter[]): Promise<Map<string, string>> {
    const bySequenceNumber = new Map<string, DeadLetter[]>();
    for (const letter of letters) {
      const together = bySequenceNumber.get(letter.record.sequenceNumber);
      if (together === undefined) bySequenceNumber.set(letter.record.sequenceNumber, [letter]);
      else together.push(letter);
    }
    const failed = new Map<string, string>();
    const pending = [...bySequenceNumber];
    const work = async () => {
      for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
        const [sequenceNumber, together] = next;
        try {
          await this.putObject(`${this.prefix}${keyOf(together[0].record)}`, mergedByUserRecord(together).map(lineOf).join(''));
        } catch (error) {
          failed.set(sequenceNumber, error instanceof Error ? error.name : 'error');
        }
      }
    };
    await Promise.all(Array.from({ length: CONCURRENT_WRITES }, work));
    return failed;
  }
}

function keyOf({ streamArn, shardId, sequenceNumber, arrivalTimestamp }: StreamedRecord): string {
  const stream = streamArn.slice(streamArn.lastIndexOf('/') + 1);
  const day = new Date(arrivalTimestamp * 1000).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${stream}/${day}/${shardId}/${sequenceNumber}.json`;
}

/** Several reasons may concern one user record, by its lines; it is kept once, with all of them. */
function mergedByUserRecord(letters: readonly DeadLetter[]): DeadLetter[] {
  const merged = new Map<number, DeadLetter>();
  for (const { record, reasons } of letters) {
    const before = merged.get(record.subSequenceNumber)?.reasons ?? [];
    merged.set(record.subSequenceNumber, { record, reasons: [...before, ...reasons] });
  }
  return [...merged.values()].sort((left, right) => left.record.subSequenceNumber - right.record.subSequenceNumber);
}

function lineOf({ record, reasons }: DeadLetter): string {
  const { data, streamArn, arrivalTimestamp, ...place } = record;
  const line = { stream: streamArn, ...place, approximateArrivalTimestamp: arrivalTimestamp, reasons, data: Buffer.from(data).toString('base64') };
  return `${JSON.stringify(line)}\n`;
}
