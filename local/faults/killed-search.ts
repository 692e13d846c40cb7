import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault';
import type { SearchServer } from '../search/search-server';
import type { WorkerLog } from '../workers/worker-log';

const MILLIS = 5000;

/** OpenSearch is killed while its indexer works, and started again after a while. */
export function killedSearch(search: SearchServer, indexerArn: string, log: WorkerLog, millis = MILLIS): Fault {
  return {
    name: 'search killed and restarted',
    due: () => log.runningOf(indexerArn) > 0,
    inflict: async () => {
      const cutOff = log.runningOf(indexerArn);
      const before = log.invocationsOf(indexerArn);
      await search.kill();
      await sleep(millis);
      const refused = log.invocationsOf(indexerArn) - before;
      await search.restart();
      return cutOff + refused;
    },
  };
}
