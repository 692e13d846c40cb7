/** Counts the user records that are not settled, so that `flush` can wait for those before it and not for those after it. */
export class OutstandingPuts {
  private current = new Generation();
  private unsettled = new Set<Generation>();

  public get count(): number {
    let count = 0;
    for (const generation of this.unsettled) count += generation.count;
    return count;
  }

  /** The generation of so many new records; each must be settled once. */
  public begin(count: number): Generation {
    const generation = this.current;
    if (count > 0 && generation.count === 0) this.unsettled.add(generation);
    generation.count += count;
    return generation;
  }

  /** Resolves when every record that began before is settled. */
  public async settled(): Promise<void> {
    this.current = new Generation();
    await Promise.all([...this.unsettled].map(async (generation) => generation.whenSettled()));
  }

  public settle(generation: Generation, count: number): void {
    generation.count -= count;
    if (generation.count > 0) return;
    this.unsettled.delete(generation);
    generation.resolveWaiting();
  }
}

/** The records between two calls of `flush`. */
export class Generation {
  public count = 0;
  private waiting: (() => void)[] = [];

  public async whenSettled(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  public resolveWaiting(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
