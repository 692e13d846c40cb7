import type { SinkStatistics } from './sink-client';

/**
 * Holds what arrived against what was put: every record whole, and under the partition key it was put with.
 * @param keepsKeys false for a producer that gives records other keys by design
 * @throws Error when a record is not: no count of losses would mean anything then
 */
export function checkIntact(name: string, { damaged, wrongKey, problem }: SinkStatistics, keepsKeys = true): void {
  if (damaged > 0) throw new Error(`${name}: ${damaged} records arrived damaged: ${problem}`);
  if (keepsKeys && wrongKey > 0) throw new Error(`${name}: ${wrongKey} records arrived under another partition key than they were put with`);
}
