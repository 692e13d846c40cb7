import { Counts } from './counts';
import { Row, RowRecord } from './row';
import type { PutReceipt } from '../../producer/put-receipt';

/** What the putter needs of a producer. */
export interface RowProducer {
  putMany(records: readonly RowRecord[]): Promise<PutReceipt>;
}

/** What happens while rows are put. */
export interface RowEvents {
  /** A row that is not in the stream, and why. */
  missed(row: Row, reason: string): void;
  progress(): void;
}

/** Calls of putMany under way, at the most; how much memory their records take, the producer's buffer bounds. */
const MOST_UNDER_WAY = 16;
const MOST_ROWS_OF_A_PUT = 1000;
/** Errors that every later record would have, too. */
const HOPELESS = new Set([
  'StreamNotFound', 'AccessDenied', 'CredentialsInvalid', 'CredentialsExpired', 'CredentialsMissing', 'WrongRegion', 'InvalidOptions',
]);

/** Puts rows, and accounts for each of them. */
export class RowPutter {
  /** Why no later row would come through; undefined while one might. */
  public hopeless: string | undefined;
  private read = 0;
  private acknowledged = 0;
  private rejected = 0;
  private failed = 0;
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly producer: RowProducer, private readonly events: RowEvents) {}

  public get counts(): Counts {
    return { read: this.read, acknowledged: this.acknowledged, rejected: this.rejected, failed: this.failed };
  }

  /** Comes back when more rows may come; each of these is settled by then, or under way. */
  public async put(rows: readonly Row[]): Promise<void> {
    const good: (Row & { readonly record: RowRecord })[] = [];
    for (const row of rows) {
      const { line, source, record } = row;
      this.read++;
      if (typeof record !== 'string') {
        good.push({ line, source, record });
      } else {
        this.rejected++;
        this.events.missed(row, record);
      }
    }
    for (let first = 0; first < good.length; first += MOST_ROWS_OF_A_PUT) await this.putSome(good.slice(first, first + MOST_ROWS_OF_A_PUT));
    this.events.progress();
  }

  /** Comes back when every row is settled. */
  public async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async putSome(rows: readonly (Row & { readonly record: RowRecord })[]): Promise<void> {
    const { hopeless } = this;
    if (hopeless !== undefined) {
      for (const row of rows) this.miss(row, hopeless);
      return;
    }
    const put = this.producer.putMany(rows.map(({ record }) => record)).then(({ deliveredCount, failures }) => {
      this.acknowledged += deliveredCount;
      for (const { index, error } of failures) {
        if (HOPELESS.has(error.code)) this.hopeless ??= error.message;
        this.miss(rows[index], error.message);
      }
    }).catch((error: Error) => {
      for (const row of rows) this.miss(row, error.message);
    }).finally(() => {
      this.underWay.delete(put);
      this.events.progress();
    });
    this.underWay.add(put);
    if (this.underWay.size >= MOST_UNDER_WAY) await Promise.race(this.underWay);
  }

  private miss(row: Row, reason: string): void {
    this.failed++;
    this.events.missed(row, reason);
  }
}
