import { createHash } from 'node:crypto';

/** Counts byte strings that differ, without keeping them. */
export class Digests {
  private readonly seen = new Set<string>();

  public add(content: string): void {
    this.seen.add(createHash('sha256').update(content).digest('base64'));
  }

  public get count(): number {
    return this.seen.size;
  }
}
