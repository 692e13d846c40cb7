import { type PoisonRecord, poisonRecords } from '../poison/poison-records';
import type { Row } from '../trips/read-trips';

/** Takes poison as it takes trips. */
export interface PoisonProducer {
  put(record: { readonly partitionKey: string; readonly data: Uint8Array }): Promise<unknown>;
  flush(): Promise<void>;
}

/** What a poison record is found by where it has arrived. */
export type PoisonReport = Pick<PoisonRecord, 'kind' | 'sha256' | 'documentId'>;

/** Puts poison among the trips, evenly from the first row to the last, so that each shares its aggregate and its batch with good neighbours. */
export class Poisoner {
  /** What the stream holds. */
  public readonly acknowledged: PoisonReport[] = [];
  public failed = 0;
  private put = 0;
  private readonly records: Generator<PoisonRecord>;
  private readonly pending: Array<Promise<void>> = [];

  /**
   * @param packing packs records together, as trips are.
   * @param plain puts each record as it is.
   */
  constructor(
    private readonly count: number,
    private readonly packing: PoisonProducer,
    private readonly plain: PoisonProducer,
    private readonly onFailure: (kind: string, error: unknown) => void,
  ) {
    this.records = poisonRecords(count);
  }

  /** The same rows; behind each of them comes the poison that is due by then. */
  public async* among(rows: AsyncIterable<Row>, fractionRead: (rows: number) => number): AsyncGenerator<Row> {
    let read = 0;
    for await (const row of rows) {
      yield row;
      this.keepUp(fractionRead(++read));
    }
    this.keepUp(1);
  }

  /** Comes back when every poison record is in the stream or given up. */
  public async flush(): Promise<void> {
    await Promise.all([this.packing.flush(), this.plain.flush()]);
    await Promise.all(this.pending);
  }

  private keepUp(fraction: number): void {
    for (; this.put < Math.floor(Math.min(fraction, 1) * this.count); this.put++) {
      const { value } = this.records.next();
      if (value !== undefined) this.pending.push(this.send(value));
    }
  }

  private async send({ alone, data, partitionKey, kind, sha256, documentId }: PoisonRecord): Promise<void> {
    try {
      await (alone ? this.plain : this.packing).put({ partitionKey, data });
      this.acknowledged.push({ kind, sha256, documentId });
    } catch (error) {
      this.failed++;
      this.onFailure(kind, error);
    }
  }
}
