import { Duration } from 'aws-cdk-lib';
import { checkInterval, interval } from './text';
import type { Problems } from '../../private/problems';

/** How events are put together by their time. */
export class FlinkWindow {
  /**
   * One window after the other: each event is in exactly one.
   *
   * @param size how long a window is: whole seconds
   */
  public static tumbling(size: Duration): FlinkWindow {
    return new FlinkWindow('TUMBLE', { size });
  }

  /**
   * Windows that overlap: each event is in `size / slide` of them.
   *
   * @param size how long a window is: whole seconds, a multiple of `slide`
   * @param slide how long after one window the next begins: whole seconds
   */
  public static hopping(size: Duration, slide: Duration): FlinkWindow {
    return new FlinkWindow('HOP', { slide, size });
  }

  /**
   * A window for each run of events with no longer a gap between them; with `groupBy`, for each group by itself.
   *
   * @param gap the silence that ends a window: whole seconds
   */
  public static session(gap: Duration): FlinkWindow {
    return new FlinkWindow('SESSION', { gap });
  }

  private constructor(
    /** @internal */
    public readonly _function: 'TUMBLE' | 'HOP' | 'SESSION',
    private readonly spans: { readonly [name: string]: Duration },
  ) {}

  /** Whether the window is one of Flink's window functions, which Top-N and deduplication within windows build on. @internal */
  public get _isTableFunction(): boolean {
    return this._function !== 'SESSION';
  }

  /** The rows of a table with the windows they are in. @internal */
  public _table(table: string, rowtime: string): string {
    return `TABLE(${this._function}(TABLE ${table}, DESCRIPTOR(${rowtime}), ${this.intervals}))`;
  }

  /** One of the functions that the GROUP BY of a session has. @internal */
  public _grouping(part: '' | '_START' | '_END', rowtime: string): string {
    return `${this._function}${part}(${rowtime}, ${this.intervals})`;
  }

  /** @internal */
  public _check(problems: Problems): void {
    for (const [name, span] of Object.entries(this.spans)) {
      checkInterval(problems, `${name} of window`, span);
    }
    const { size, slide } = this.spans;
    if (slide && !slide.isUnresolved() && !size.isUnresolved()) {
      problems.when(slide.toMilliseconds() > 0 && size.toMilliseconds() % slide.toMilliseconds() !== 0,
        `size of window must be a multiple of its slide, got ${size.toMilliseconds()} and ${slide.toMilliseconds()} milliseconds`);
    }
  }

  private get intervals(): string {
    return Object.values(this.spans).map(interval).join(', ');
  }
}
