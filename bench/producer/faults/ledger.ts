import { readFileSync } from 'node:fs';
import { OUTCOME } from './assignment';

/** Bytes of the totals at the beginning of the sink's ledger, and of each number behind: see `sink/ledger.go`. */
const TOTALS_BYTES = 96;
const NUMBER_BYTES = 4;

export interface Account {
  /** Acknowledged to the caller, and in the stream. */
  readonly delivered: number;
  /** An error is in the caller's hands; the record may be in the stream all the same. */
  readonly failed: number;
  /** Neither: acknowledged without being in the stream, or never settled. */
  readonly lost: number;
  /** Arrivals of a record beyond its first. */
  readonly duplicates: number;
}

/** Holds what the caller was told of each record against what the sink has seen of it. */
export function settle(outcomesFile: string, ledgerFile: string, keys: number): Account {
  const outcomes = readFileSync(outcomesFile);
  const ledger = readFileSync(ledgerFile);
  const account = { delivered: 0, failed: 0, lost: 0, duplicates: 0 };
  outcomes.forEach((outcome, record) => {
    const arrivals = ledger.readUInt32LE(TOTALS_BYTES + (keys + record) * NUMBER_BYTES);
    if (outcome === OUTCOME.failed) account.failed++;
    else if (outcome === OUTCOME.delivered && arrivals > 0) account.delivered++;
    else account.lost++;
    account.duplicates += Math.max(0, arrivals - 1);
  });
  return account;
}
