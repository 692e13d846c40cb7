/** Counts the puts that are not settled, so that `flush` can wait for those before it and not for those after it. */
export class OutstandingPuts {
  private current = new Generation();
  private unsettled = new Set<Generation>();

  public get count(): number {
    let count = 0;
    for (const generation of this.unsettled) count += generation.count;
    return count;
  }

  /** The generation of a new put, which must call `settled` on it once. */
  public begin(): Generation {
    const generation = this.current;
    if (generation.count++ === 0) this.unsettled.add(generation);
    return generation;
  }

  /** Resolves when every put that began before is settled. */
  public async settled(): Promise<void> {
    this.current = new Generation();
    await Promise.all([...this.unsettled].map(async (generation) => generation.whenSettled()));
  }

  public settle(generation: Generation): void {
    if (--generation.count > 0) return;
    this.unsettled.delete(generation);
    generation.resolveWaiting();
  }
}

/** The puts between two calls of `flush`. */
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
