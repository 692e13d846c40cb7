import type { Search } from './prepare';
import type { StackOutputs } from '../deploy/outputs';
import type { Clients } from '../emulator/clients';
import { readCurated } from '../read-back/curated';
import { countDeadLetters } from '../read-back/dead-letters';
import { ErrorLines } from '../read-back/error-lines';
import { countDocuments } from '../read-back/search';
import { readStream } from '../read-back/stream';
import type { Evidence } from '../report/judge';
import type { Report } from '../report/report';
import type { StartedWorkers } from '../workers/start';
import type { WorkerLog } from '../workers/worker-log';

export interface ReadBack {
  readonly arrived: Pick<Report, 'stream' | 'transform' | 'curated' | 'search'>;
  readonly evidence: Omit<Evidence, 'failures'>;
}

/** Reads from every place of the pipeline what has arrived there. */
export async function readBack(
  clients: Clients, outputs: StackOutputs, { deliveryStreams }: StartedWorkers, log: WorkerLog, search: Search, folder: string,
): Promise<ReadBack> {
  const name = outputs.find('DeliveryStreamName');
  const delivery = deliveryStreams.find(({ configuration }) => configuration.name === name);
  const transform = delivery?.configuration.transform;
  const { records, userRecords, distinctUserRecords } = await readStream(clients, outputs.get('StreamName'));
  const curated = delivery === undefined
    ? { records: 0, distinctRecords: 0, errors: new ErrorLines(), objects: 0 }
    : await readCurated(clients, delivery.configuration, folder);
  return {
    arrived: {
      stream: { records, userRecords },
      transform: { invocations: transform === undefined ? 0 : log.invocationsOf(transform.functionArn) },
      curated: { records: curated.records, errors: curated.errors.count, objects: curated.objects },
      search: 'leftOut' in search ? search : await readSearch(clients, outputs, search.endpoint),
    },
    evidence: {
      distinctUserRecords,
      distinctRecords: curated.distinctRecords,
      distinctErrors: curated.errors.distinct,
      errorsByCode: curated.errors.byCode,
    },
  };
}

async function readSearch(clients: Clients, outputs: StackOutputs, endpoint: string): Promise<Report['search']> {
  const index = outputs.find('SearchIndex');
  const indexer = outputs.find('IndexerFunctionArn');
  if (index === undefined || indexer === undefined) return { leftOut: 'the stack has no search' };
  return { documents: await countDocuments(endpoint, index), deadLetters: await countDeadLetters(clients, indexer) };
}
