import type { Search } from './prepare';
import type { StackOutputs } from '../deploy/outputs';
import type { Clients } from '../emulator/clients';
import { type CuratedContent, readCurated } from '../read-back/curated';
import { readDeadLetters } from '../read-back/dead-letters';
import { Digests } from '../read-back/digests';
import { ErrorLines } from '../read-back/error-lines';
import { locatePoison, sumOf } from '../read-back/poison';
import { countDocuments, existingIds, readDocuments } from '../read-back/search';
import { readStream } from '../read-back/stream';
import type { Evidence } from '../report/judge';
import type { PoisonRecord } from '../report/load-report';
import type { Report } from '../report/report';
import type { DeliveryStream } from '../workers/firehose/delivery-stream';
import type { WorkerLog } from '../workers/worker-log';

/** Where to look, and for what. */
export interface ReadBackOptions {
  readonly clients: Clients;
  readonly outputs: StackOutputs;
  /** The pipeline's own. */
  readonly delivery?: DeliveryStream;
  readonly log: WorkerLog;
  readonly search: Search;
  /** For files while they are read. */
  readonly folder: string;
  /** Records that the stream has acknowledged. */
  readonly acknowledged: number;
  /** The broken ones among them. */
  readonly poison: readonly PoisonRecord[];
  /** After faults: how many records were put on the stream again. */
  readonly redriven?: number;
}

export interface ReadBack {
  readonly arrived: Pick<Report, 'stream' | 'transform' | 'curated' | 'search' | 'poison' | 'poisonByKind' | 'redriven' | 'lost' | 'duplicates'>;
  readonly evidence: Omit<Evidence, 'failures'>;
}

/** What search holds, and what the indexer could not put there. */
interface SearchContent {
  readonly search: Report['search'];
  readonly deadLetters: Digests;
  /** Those of the broken records' documents that are there. */
  readonly poisonDocuments: ReadonlySet<string>;
  /** Documents that differ; only after faults. */
  readonly distinctDocuments?: number;
}

const NOTHING_CURATED: CuratedContent = { records: 0, distinctRecords: 0, errors: new ErrorLines(), objects: 0 };

/** Reads from every place of the pipeline what has arrived there. */
export async function readBack(options: ReadBackOptions): Promise<ReadBack> {
  const { clients, outputs, delivery, log, folder, acknowledged, poison, redriven } = options;
  const transform = delivery?.configuration.transform;
  const { records, userRecords, distinctUserRecords } = await readStream(clients, outputs.get('StreamName'));
  const curated = delivery === undefined ? NOTHING_CURATED : await readCurated(clients, delivery.configuration, folder);
  const found = await readSearch(options);
  const poisonByKind = locatePoison(poison, {
    errorObjects: curated.errors.records, deadLetters: found.deadLetters, documents: found.poisonDocuments,
  });
  const { distinctRecords, errors } = curated;
  // what was redriven has failed for the time being only
  const distinctErrors = redriven === undefined ? errors.records.count : errors.settled.count;
  return {
    arrived: {
      stream: { records, userRecords },
      transform: { invocations: transform === undefined ? 0 : log.invocationsOf(transform.functionArn) },
      curated: { records: curated.records, errors: errors.count, objects: curated.objects },
      search: found.search,
      ...(poison.length > 0 && { poison: sumOf(poisonByKind), poisonByKind }),
      ...(redriven !== undefined && 'documents' in found.search && {
        redriven,
        lost: Math.max(0, acknowledged - distinctRecords - distinctErrors) + Math.max(0, distinctRecords - (found.distinctDocuments ?? 0)),
        duplicates: found.search.documents - (found.distinctDocuments ?? 0),
      }),
    },
    evidence: {
      distinctUserRecords,
      distinctRecords,
      distinctErrors,
      errorsByCode: redriven === undefined ? errors.byCode : errors.settledByCode,
    },
  };
}

async function readSearch({ clients, outputs, search, poison, redriven }: ReadBackOptions): Promise<SearchContent> {
  const nothing = { deadLetters: new Digests(), poisonDocuments: new Set<string>() };
  if ('leftOut' in search) return { search, ...nothing };
  const index = outputs.find('SearchIndex');
  const indexer = outputs.find('IndexerFunctionArn');
  if (index === undefined || indexer === undefined) return { search: { leftOut: 'the stack has no search' }, ...nothing };
  const documents = await countDocuments(search.endpoint, index);
  const { count, records } = await readDeadLetters(clients, indexer);
  return {
    search: { documents, deadLetters: count },
    deadLetters: records,
    poisonDocuments: await existingIds(search.endpoint, index, poison.map(({ documentId }) => documentId)),
    distinctDocuments: redriven === undefined ? undefined : await countDistinct(search.endpoint, index),
  };
}

async function countDistinct(endpoint: string, index: string): Promise<number> {
  const contents = new Digests();
  for (const document of await readDocuments(endpoint, index)) contents.add(document);
  return contents.count;
}
