import type { Search } from './prepare';
import type { StackOutputs } from '../deploy/outputs';
import type { Clients } from '../emulator/clients';
import { readCurated } from '../read-back/curated';
import { readDeadLetters } from '../read-back/dead-letters';
import { Digests } from '../read-back/digests';
import { ErrorLines } from '../read-back/error-lines';
import { locatePoison, sumOf } from '../read-back/poison';
import { countDocuments, existingIds } from '../read-back/search';
import { readStream } from '../read-back/stream';
import type { Evidence } from '../report/judge';
import type { PoisonRecord } from '../report/load-report';
import type { Report } from '../report/report';
import type { StartedWorkers } from '../workers/start';
import type { WorkerLog } from '../workers/worker-log';

export interface ReadBack {
  readonly arrived: Pick<Report, 'stream' | 'transform' | 'curated' | 'search' | 'poison' | 'poisonByKind'>;
  readonly evidence: Omit<Evidence, 'failures'>;
}

/** What search holds, and what the indexer could not put there. */
interface SearchContent {
  readonly search: Report['search'];
  readonly deadLetters: Digests;
  /** Those of the broken records' documents that are there. */
  readonly poisonDocuments: ReadonlySet<string>;
}

/**
 * Reads from every place of the pipeline what has arrived there.
 * @param poison the broken records to look for.
 */
export async function readBack(
  clients: Clients, outputs: StackOutputs, { deliveryStreams }: StartedWorkers, log: WorkerLog, search: Search, folder: string,
  poison: readonly PoisonRecord[],
): Promise<ReadBack> {
  const name = outputs.find('DeliveryStreamName');
  const delivery = deliveryStreams.find(({ configuration }) => configuration.name === name);
  const transform = delivery?.configuration.transform;
  const { records, userRecords, distinctUserRecords } = await readStream(clients, outputs.get('StreamName'));
  const curated = delivery === undefined
    ? { records: 0, distinctRecords: 0, errors: new ErrorLines(), objects: 0 }
    : await readCurated(clients, delivery.configuration, folder);
  const found = await readSearch(clients, outputs, search, poison.map(({ documentId }) => documentId));
  const places = { errorObjects: curated.errors.records, deadLetters: found.deadLetters, documents: found.poisonDocuments };
  const poisonByKind = locatePoison(poison, places);
  return {
    arrived: {
      stream: { records, userRecords },
      transform: { invocations: transform === undefined ? 0 : log.invocationsOf(transform.functionArn) },
      curated: { records: curated.records, errors: curated.errors.count, objects: curated.objects },
      search: found.search,
      ...(poison.length > 0 && { poison: sumOf(poisonByKind), poisonByKind }),
    },
    evidence: {
      distinctUserRecords,
      distinctRecords: curated.distinctRecords,
      distinctErrors: curated.errors.records.count,
      errorsByCode: curated.errors.byCode,
    },
  };
}

async function readSearch(clients: Clients, outputs: StackOutputs, search: Search, poisonIds: readonly string[]): Promise<SearchContent> {
  const nothing = { deadLetters: new Digests(), poisonDocuments: new Set<string>() };
  if ('leftOut' in search) return { search, ...nothing };
  const index = outputs.find('SearchIndex');
  const indexer = outputs.find('IndexerFunctionArn');
  if (index === undefined || indexer === undefined) return { search: { leftOut: 'the stack has no search' }, ...nothing };
  const documents = await countDocuments(search.endpoint, index);
  const { count, records } = await readDeadLetters(clients, indexer);
  return { search: { documents, deadLetters: count }, deadLetters: records, poisonDocuments: await existingIds(search.endpoint, index, poisonIds) };
}
