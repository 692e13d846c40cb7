import type { FirehoseTransformationEventRecord, FirehoseTransformationResultRecord } from 'aws-lambda';

/** A line of a log ends at 1 MiB (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html); these keep it far below. */
const TOLD_RECORDS = 50;
const TOLD_REASONS = 3;
const TOLD_CHARACTERS = 200;

/**
 * Why records of an event were rejected, each by its place in the stream. Firehose writes them to the error prefix with a reason of its own, which is
 * the same for all of them, and with the time of arrival, by which both are found together.
 */
export class RecordReasons {
  private readonly told = new Map<number, string[]>();
  private readonly untold = new Set<number>();

  /** Records with reasons that there was no room for. */
  get untoldCount(): number {
    return this.untold.size;
  }

  /** Tells of a record by its place in the event. Texts are of rules, never of values. */
  add(place: number, reasons: readonly string[]): void {
    const before = this.told.get(place);
    if (before === undefined && this.told.size === TOLD_RECORDS) {
      this.untold.add(place);
      return;
    }
    const texts = before ?? [];
    for (const reason of reasons) {
      if (texts.length === TOLD_REASONS) break;
      const text = reason.slice(0, TOLD_CHARACTERS);
      if (!texts.includes(text)) texts.push(text);
    }
    this.told.set(place, texts);
  }

  /** The first records of the event that have reasons, with what they were answered. */
  report(source: readonly FirehoseTransformationEventRecord[], answers: readonly FirehoseTransformationResultRecord[]): object[] {
    return [...this.told].sort(([left], [right]) => left - right).map(([place, reasons]) => {
      const { recordId, approximateArrivalTimestamp, kinesisRecordMetadata: { shardId, sequenceNumber, subsequenceNumber } = {} } = source[place];
      return { recordId, shardId, sequenceNumber, subsequenceNumber, approximateArrivalTimestamp, result: answers[place].result, reasons };
    });
  }
}
