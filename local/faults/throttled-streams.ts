import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault';

const MILLIS = 10_000;

/** The streams refuse every second record that is put, and every second read. */
export function throttledStreams(throttleFile: string, millis = MILLIS): Fault {
  return {
    name: 'streams throttled',
    due: () => true,
    inflict: async () => {
      writeFileSync(throttleFile, '');
      try {
        await sleep(millis);
      } finally {
        rmSync(throttleFile);
      }
      return hitsIn(`${throttleFile}.hits`);
    },
  };
}

function hitsIn(file: string): number {
  if (!existsSync(file)) return 0;
  const { PutRecords, GetRecords }: { readonly PutRecords: number; readonly GetRecords: number } = JSON.parse(readFileSync(file, 'utf8'));
  return PutRecords + GetRecords;
}
