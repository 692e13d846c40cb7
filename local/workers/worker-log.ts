/** What the workers of a run tell: how often functions were invoked, what failed on the way, and what was given up. */
export class WorkerLog {
  private readonly invocations = new Map<string, number>();
  private readonly running = new Map<string, number>();
  private readonly failureCounts = new Map<string, number>();
  private readonly lastFailures = new Map<string, string>();
  private readonly reached = new Map<string, string>();
  private readonly discarded: string[] = [];
  private successes = 0;

  /** Notes an invocation from its beginning to its end. */
  public async invocation<T>(functionArn: string, work: () => Promise<T>): Promise<T> {
    this.invocations.set(functionArn, this.invocationsOf(functionArn) + 1);
    this.running.set(functionArn, this.runningOf(functionArn) + 1);
    try {
      return await work();
    } finally {
      this.running.set(functionArn, this.runningOf(functionArn) - 1);
    }
  }

  /** Invocations of a function that have begun and not ended. */
  public runningOf(functionArn: string): number {
    return this.running.get(functionArn) ?? 0;
  }

  public invocationsOf(functionArn: string): number {
    return this.invocations.get(functionArn) ?? 0;
  }

  /** A number that grows with every invocation that did not fail. */
  public get progress(): number {
    return this.successes;
  }

  public succeeded(): void {
    this.successes++;
  }

  /** A failure that will be tried again. */
  public failed(functionArn: string, reason: string): void {
    this.lastFailures.set(functionArn, reason);
    this.failureCounts.set(functionArn, this.failuresOf(functionArn) + 1);
  }

  public failuresOf(functionArn: string): number {
    return this.failureCounts.get(functionArn) ?? 0;
  }

  /** The last failure of each function that had one. */
  public failures(): string[] {
    return [...this.lastFailures].map(([functionArn, reason]) => `${nameOf(functionArn)}: ${reason.slice(0, 500)}`);
  }

  /** All of a shard up to this record is processed, given up or filtered out. */
  public checkpoint(functionArn: string, shardId: string, sequenceNumber: string): void {
    this.reached.set(`${nameOf(functionArn)} ${shardId}`, `${nameOf(functionArn)} is done with ${shardId} up to ${sequenceNumber}`);
  }

  /** How far each function is with each shard. */
  public checkpoints(): string[] {
    return [...this.reached.values()];
  }

  /**
   * Records that are given up.
   * @param kept where an on-failure destination keeps them.
   */
  public discard(functionArn: string, count: number, why: string, kept?: string): void {
    const where = kept === undefined ? '' : ` (kept in ${kept})`;
    this.discarded.push(`${count} records of ${nameOf(functionArn)} were given up${where}: ${why.slice(0, 500)}`);
  }

  public discards(): readonly string[] {
    return this.discarded;
  }
}

function nameOf(functionArn: string): string {
  return functionArn.split(':').at(-1) ?? functionArn;
}
