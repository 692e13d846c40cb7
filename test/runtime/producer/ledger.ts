import { ProducerRecord } from '../../../runtime/producer';

const KEYS = 500;

/** The n-th record; its text says which one it is, and how often its content was to come is known from its length. */
export function recordNumber(n: number, size = 100): ProducerRecord {
  return { partitionKey: keyOf(n), data: Buffer.from(`${n}:`.padEnd(size, String(n % 10)), 'latin1') };
}

function keyOf(n: number): string {
  return `key-${n % KEYS}`;
}

/** Notes what consumers see. */
export class Ledger {
  /** Records that arrived again. */
  public duplicates = 0;
  /** Records that arrived for the first time when a later one of their key was there. */
  public inversions = 0;
  /** Records whose key or content is not what was put. */
  public damaged = 0;
  private readonly seen = new Set<number>();
  private readonly latest = new Map<string, number>();

  public get count(): number {
    return this.seen.size;
  }

  public has(n: number): boolean {
    return this.seen.has(n);
  }

  public arrived(text: string, key: string): void {
    const n = Number.parseInt(text, 10);
    if (key !== keyOf(n) || text !== `${n}:`.padEnd(text.length, String(n % 10))) {
      this.damaged++;
    } else if (this.seen.has(n)) {
      this.duplicates++;
    } else {
      this.seen.add(n);
      const latest = this.latest.get(key) ?? -1;
      if (n < latest) this.inversions++;
      this.latest.set(key, Math.max(n, latest));
    }
  }
}
