import { failingFunction } from './failing-function';
import type { Fault } from './fault';
import { killedSearch } from './killed-search';
import { rolledOverIndex } from './rolled-over-index';
import { splitShard } from './split-shard';
import { throttledStreams } from './throttled-streams';
import type { StackOutputs } from '../deploy/outputs';
import type { Clients } from '../emulator/clients';
import type { Emulator } from '../emulator/emulator';
import type { SearchServer } from '../search/search-server';
import type { WorkerLog } from '../workers/worker-log';

/** Everything that goes wrong in a run with faults: as far as the stack has the part. */
export function faultsOf(clients: Clients, emulator: Emulator, outputs: StackOutputs, search: SearchServer, log: WorkerLog): Fault[] {
  const transform = outputs.find('TransformFunctionArn');
  const indexer = outputs.find('IndexerFunctionArn');
  const index = outputs.find('SearchIndex');
  return [
    throttledStreams(emulator.throttleFile),
    ...(transform === undefined ? [] : [
      failingFunction('transform failing', clients.lambda, transform, log),
      splitShard(clients.kinesis, outputs.get('StreamName'), transform, log),
    ]),
    ...(indexer === undefined || index === undefined ? [] : [
      killedSearch(search, indexer, log),
      rolledOverIndex(search.endpoint, index, indexer, log),
    ]),
  ];
}
