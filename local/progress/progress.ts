import { SingleBar } from 'cli-progress';

/** Told by a step how far it is. */
export type Advance = (done: number, total: number) => void;

/**
 * Shows the steps of a run and measures them: a bar on a terminal, plain lines elsewhere.
 */
export class Progress {
  /** Seconds each step took, by its key. */
  public readonly seconds: { [key: string]: number } = {};
  private readonly started = Date.now();

  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

  public line(text: string): void {
    this.out.write(`${text}\n`);
  }

  /** Runs one step and prints how long it took. Steps that show a bar must not overlap. */
  public async step<T>(key: string, title: string, work: (advance: Advance) => Promise<T>, options: { readonly bar?: boolean } = {}): Promise<T> {
    const start = Date.now();
    const display = options.bar === true && this.out.isTTY ? new TerminalBar(title) : new PlainLines(title, this.out);
    try {
      const result = await work((done, total) => display.advance(done, total));
      this.seconds[key] = elapsed(start);
      display.end();
      this.line(`  ${title}: ${this.seconds[key].toFixed(1)} s`);
      return result;
    } catch (error) {
      display.end();
      throw error;
    }
  }

  /** Seconds of every step and of the whole run so far. */
  public summary(): { readonly [key: string]: number } {
    return { ...this.seconds, total: elapsed(this.started) };
  }
}

function elapsed(since: number): number {
  return Math.round((Date.now() - since) / 100) / 10;
}

interface Display {
  advance(done: number, total: number): void;
  end(): void;
}

class TerminalBar implements Display {
  private readonly bar: SingleBar;
  private shown = false;

  constructor(title: string) {
    this.bar = new SingleBar({ format: `  ${title} [{bar}] {value}/{total} | {duration_formatted}`, hideCursor: true, clearOnComplete: true });
  }

  public advance(done: number, total: number): void {
    if (!this.shown) this.bar.start(total, done);
    this.shown = true;
    this.bar.setTotal(total);
    this.bar.update(done);
  }

  public end(): void {
    if (this.shown) this.bar.stop();
  }
}

const MILLIS_BETWEEN_LINES = 5000;
const MILLIS_BETWEEN_SAME_LINES = 60_000;

class PlainLines implements Display {
  private last = Date.now();
  private lastDone = -1;

  constructor(private readonly title: string, private readonly out: NodeJS.WriteStream) {}

  public advance(done: number, total: number): void {
    if (Date.now() - this.last < (done === this.lastDone ? MILLIS_BETWEEN_SAME_LINES : MILLIS_BETWEEN_LINES)) return;
    this.last = Date.now();
    this.lastDone = done;
    this.out.write(`  ${this.title}: ${done} of ${total}\n`);
  }

  public end(): void {
    // every line stands for itself
  }
}
