import { createHash } from 'node:crypto';

/** Counts byte strings that differ, without keeping them. */
export class Digests {
  private readonly seen = new Set<string>();

  public add(content: string | Uint8Array): void {
    this.seen.add(createHash('sha256').update(content).digest('hex'));
  }

  /** @param sha256 in hex. */
  public has(sha256: string): boolean {
    return this.seen.has(sha256);
  }

  public get count(): number {
    return this.seen.size;
  }
}
