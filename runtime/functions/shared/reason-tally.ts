import type { Reason } from '../../schema';

const REPORTED_REASONS = 10;
/** Rules come from the schema, so there are few; the limit only keeps a log line a line. */
const COUNTED_REASONS = 1000;

/** A reason without the value. */
export function ruleOf({ field, rule }: Reason): string {
  return field === undefined ? rule : `${field}: ${rule}`;
}

/** Counts why records were rejected, by field and rule and never by value: record contents do not belong in a log. */
export class ReasonTally {
  private readonly counts = new Map<string, number>();

  add(reasons: readonly Reason[]): void {
    for (const reason of reasons) this.addText(ruleOf(reason));
  }

  addText(reason: string): void {
    const count = this.counts.get(reason);
    if (count !== undefined || this.counts.size < COUNTED_REASONS) this.counts.set(reason, (count ?? 0) + 1);
  }

  /** The first reasons met, each with its count. */
  report(): { readonly reason: string; readonly count: number }[] {
    return [...this.counts].slice(0, REPORTED_REASONS).map(([reason, count]) => ({ reason, count }));
  }
}
