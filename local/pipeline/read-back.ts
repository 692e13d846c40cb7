import type { Search } from './prepare';
import type { StackOutputs } from '../deploy/outputs';
import type { Clients } from '../emulator/clients';
import { readCurated } from '../read-back/curated';
import { countDeadLetters } from '../read-back/dead-letters';
import { countDocuments } from '../read-back/search';
import { readStream } from '../read-back/stream';
import type { Report } from '../report/report';
import type { StartedWorkers } from '../workers/start';
import type { WorkerLog } from '../workers/worker-log';

/** Reads from every place of the pipeline what has arrived there. */
export async function readBack(
  clients: Clients, outputs: StackOutputs, { deliveryStreams }: StartedWorkers, log: WorkerLog, search: Search, folder: string,
): Promise<Pick<Report, 'stream' | 'transform' | 'curated' | 'search'>> {
  const name = outputs.find('DeliveryStreamName');
  const delivery = deliveryStreams.find(({ configuration }) => configuration.name === name);
  const transform = delivery?.configuration.transform;
  const nothing = { records: 0, errors: 0, objects: 0 };
  return {
    stream: await readStream(clients, outputs.get('StreamName')),
    transform: { invocations: transform === undefined ? 0 : log.invocationsOf(transform.functionArn) },
    curated: delivery === undefined ? nothing : await readCurated(clients, delivery.configuration, folder),
    search: 'leftOut' in search ? search : await readSearch(clients, outputs, search.endpoint),
  };
}

async function readSearch(clients: Clients, outputs: StackOutputs, endpoint: string): Promise<Report['search']> {
  const index = outputs.find('SearchIndex');
  const indexer = outputs.find('IndexerFunctionArn');
  if (index === undefined || indexer === undefined) return { leftOut: 'the stack has no search' };
  return { documents: await countDocuments(endpoint, index), deadLetters: await countDeadLetters(clients, indexer) };
}
