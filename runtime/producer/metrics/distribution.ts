/** Many measurements of one thing, in the form CloudWatch calls a statistic set. */
export interface Statistics {
  readonly count: number;
  readonly sum: number;
  /** Zero while count is zero. */
  readonly minimum: number;
  /** Zero while count is zero. */
  readonly maximum: number;
}

export class Distribution {
  private count = 0;
  private sum = 0;
  private minimum = Infinity;
  private maximum = -Infinity;

  public add(value: number): void {
    this.addMany(1, value, value, value);
  }

  /** Several measurements at once, of which only these figures are known. */
  public addMany(count: number, sum: number, minimum: number, maximum: number): void {
    this.count += count;
    this.sum += sum;
    if (minimum < this.minimum) this.minimum = minimum;
    if (maximum > this.maximum) this.maximum = maximum;
  }

  public merge(other: Distribution): void {
    this.addMany(other.count, other.sum, other.minimum, other.maximum);
  }

  public snapshot(): Statistics {
    const { count, sum } = this;
    return count === 0 ? { count, sum, minimum: 0, maximum: 0 } : { count, sum, minimum: this.minimum, maximum: this.maximum };
  }
}
