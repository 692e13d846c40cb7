import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault';
import type { WorkerLog } from '../workers/worker-log';

const LOOK_MILLIS = 500;
const LONGEST_MILLIS = 120_000;

/** OpenSearch begins a new index behind the alias, as its ISM policy does: what is indexed again must be found in the old one. */
export function rolledOverIndex(endpoint: string, alias: string, indexerArn: string, log: WorkerLog, longestMillis = LONGEST_MILLIS): Fault {
  return {
    name: 'index rolled over',
    due: () => log.invocationsOf(indexerArn) > 0,
    inflict: async () => {
      const end = Date.now() + longestMillis;
      for (;;) {
        const why = await rollOver(`http://${endpoint}/${alias}/_rollover`);
        if (why === undefined) return 1;
        if (Date.now() > end) throw new Error(`OpenSearch did not roll ${alias} over: ${why}`);
        await sleep(LOOK_MILLIS);
      }
    },
  };
}

/** @returns why not; another fault may have killed it. */
async function rollOver(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(30_000) });
    const text = await response.text();
    const { rolled_over: isRolledOver }: { readonly rolled_over?: boolean } = response.ok ? JSON.parse(text) : {};
    return isRolledOver === true ? undefined : `${response.status} ${text.slice(0, 300)}`;
  } catch (error) {
    return String(error);
  }
}
