import type { StreamRecord } from '../stream-record';

/**
 * How far a mapping is done with a shard: every record up to there was processed, given up or filtered out, whichever lane it went.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 */
export class Checkpoint {
  private readonly under: string[] = [];
  private readonly done = new Set<string>();
  private reached?: string;

  /** Undefined as long as the first record is not done. */
  public get sequenceNumber(): string | undefined {
    return this.reached;
  }

  /** Notes what was read, in the order of the shard. */
  public begin(records: readonly StreamRecord[]): void {
    for (const { sequenceNumber } of records) this.under.push(sequenceNumber);
  }

  /** @returns whether the checkpoint has moved. */
  public finish(records: readonly StreamRecord[]): boolean {
    for (const { sequenceNumber } of records) this.done.add(sequenceNumber);
    let count = 0;
    while (this.done.delete(this.under[count] ?? '')) count++;
    this.reached = this.under.splice(0, count).at(-1) ?? this.reached;
    return count > 0;
  }
}
