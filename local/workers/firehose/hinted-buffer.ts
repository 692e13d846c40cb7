/** When a buffer hands on what it holds. Hints, as Firehose's are: one large item may pass the size. */
export interface BufferHints {
  readonly bytes: number;
  readonly millis: number;
}

const MOST_WAITING = 2;

/**
 * Collects items until they reach a size or the first one an age, then hands them on, one lot after the other.
 * https://docs.aws.amazon.com/firehose/latest/dev/buffering-hints.html
 */
export class HintedBuffer<T> {
  private items: T[] = [];
  private bytes = 0;
  private timer?: NodeJS.Timeout;
  private waiting = 0;
  private failed = false;
  private isDiscarded = false;
  private handedOn: Promise<void> = Promise.resolve();

  constructor(
    private readonly hints: BufferHints,
    private readonly sizeOf: (item: T) => number,
    private readonly handOn: (items: readonly T[]) => Promise<void>,
  ) {}

  /** Whether it holds items, or has handed on some that have not arrived yet or never will. */
  public get active(): boolean {
    return this.items.length > 0 || this.waiting > 0 || this.failed;
  }

  /** Takes an item; ends at once unless earlier lots are still being handed on. Rejects when handing on has failed. */
  public async add(item: T): Promise<void> {
    if (this.isDiscarded) return;
    const size = this.sizeOf(item);
    if (this.items.length > 0 && this.bytes + size > this.hints.bytes) this.cut();
    this.items.push(item);
    this.bytes += size;
    if (this.bytes >= this.hints.bytes) this.cut();
    else this.timer ??= setTimeout(() => this.cut(), this.hints.millis);
    if (this.waiting >= MOST_WAITING) await this.handedOn;
  }

  /** Ends when all has been handed on; with `flush` at once, otherwise when the hints are met. */
  public async drain(flush: boolean): Promise<void> {
    if (flush) this.cut();
    while (this.items.length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    await this.handedOn;
  }

  /** Forgets what is held, and takes nothing any more: what is under way may still add to it. */
  public discard(): void {
    this.isDiscarded = true;
    clearTimeout(this.timer);
    this.items = [];
  }

  private cut(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.items.length === 0) return;
    const items = this.items;
    this.items = [];
    this.bytes = 0;
    this.waiting++;
    this.handedOn = this.handedOn.then(() => this.handOn(items)).finally(() => { this.waiting--; });
    // whoever adds or drains next is told
    this.handedOn.catch(() => { this.failed = true; });
  }
}
