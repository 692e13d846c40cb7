import { RemovalPolicy } from 'aws-cdk-lib';
import { StreamingAnalyticsPipelineProps } from './streaming-analytics-pipeline-props';

/** Single records go under the first, batches that Lambda gives up under the second. */
const INDEXER_PREFIXES = ['dead-letters/', 'aws/'];

type SwitchablePart = 'catalog' | 'delivery' | 'insights' | 'search' | 'studio';

/** What only the whole pipeline can see. */
export interface PipelineVerdict {
  readonly problems: readonly string[];
  /** The properties without the parts that contradict others, so that the rest can be checked too. */
  readonly props: StreamingAnalyticsPipelineProps;
}

/** Checks that parts have what they need of others, and that schemas differ. */
export function judgePipeline(props: StreamingAnalyticsPipelineProps): PipelineVerdict {
  const problems: string[] = [];
  const contradicting = new Set<SwitchablePart>();
  const contradiction = (condition: boolean, part: SwitchablePart, problem: string) => {
    if (condition) {
      problems.push(problem);
      contradicting.add(part);
    }
  };
  const has = (part?: { readonly enabled?: boolean }) => part?.enabled ?? true;
  const { catalog, delivery, ingestion, insights, removalPolicy, schema, search, storage, studio } = props;

  contradiction(!has(storage) && has(delivery), 'delivery',
    'delivery needs a curated bucket, but storage.enabled is false: set delivery.enabled to false too, or enable storage, with storage.existingCuratedBucket for a bucket that exists');
  contradiction(!has(storage) && has(search), 'search',
    'search keeps its dead letters in the curated bucket, but storage.enabled is false: set search.enabled to false too, or enable storage');
  contradiction(!has(storage) && has(catalog), 'catalog',
    'catalog describes the curated bucket, but storage.enabled is false: set catalog.enabled to false too, or enable storage');
  contradiction(!has(catalog) && has(studio), 'studio',
    'studio needs the Glue database, but catalog.enabled is false: set studio.enabled to false too, or enable the catalog');
  contradiction(!has(catalog) && has(delivery) && (delivery?.format?._needsTable ?? true), 'delivery',
    'delivery in Parquet or ORC needs the curated table, but catalog.enabled is false: use delivery.format: DeliveryFormat.json(), or enable the catalog');
  contradiction(insights !== undefined && insights.schema.name === schema.name, 'insights',
    `insights.schema must have a name of its own, got ${JSON.stringify(schema.name)}, which is that of schema: tables and indexes are named after it`);
  contradiction(search?.existingDomain !== undefined && search.publicEndpoint !== undefined, 'search',
    'search.publicEndpoint decides about a new domain, so it cannot be set with search.existingDomain: leave out one or the other');
  for (const [property, compressed] of Object.entries({
    'ingestion.compressedRecords': ingestion?.compressedRecords,
    'insights.ingestion.compressedRecords': insights?.ingestion?.compressedRecords,
  })) {
    contradiction(compressed === true && has(studio), 'studio',
      `${property} cannot be true with a Studio, whose Flink SQL cannot read compressed blocks: set studio.enabled to false, `
      + 'or let producers put records uncompressed');
    contradiction(compressed === true && has(search) && search?.delivery?._firehose !== undefined, 'search',
      `${property} cannot be true with SearchDelivery.firehose(), which indexes compressed blocks as they are: use SearchDelivery.indexer(), `
      + 'or let producers put records uncompressed');
  }
  const written = {
    'delivery.prefix': delivery?.prefix ?? `${schema.name}/`,
    'delivery.errorPrefix': delivery?.errorPrefix,
    'delivery.rawRecordPrefix': delivery?.rawRecordBucket ? undefined : delivery?.rawRecordPrefix,
  };
  for (const [property, prefix] of Object.entries(written)) {
    contradiction(has(delivery) && has(search) && INDEXER_PREFIXES.some((taken) => prefix?.startsWith(taken)), 'delivery',
      `${property} must not begin with ${INDEXER_PREFIXES.join(' or ')}, where search keeps what it cannot index, got ${JSON.stringify(prefix)}: choose another`);
  }
  const unknownRemoval = removalPolicy === RemovalPolicy.SNAPSHOT;
  if (unknownRemoval) {
    problems.push('removalPolicy must be RETAIN, RETAIN_ON_UPDATE_OR_DELETE or DESTROY, got snapshot: neither streams nor buckets have snapshots');
  }
  return { problems, props: { ...without(props, contradicting), removalPolicy: unknownRemoval ? undefined : removalPolicy } };
}

function without(props: StreamingAnalyticsPipelineProps, parts: ReadonlySet<SwitchablePart>): StreamingAnalyticsPipelineProps {
  const off = { enabled: false };
  return {
    ...props,
    catalog: parts.has('catalog') ? off : props.catalog,
    delivery: parts.has('delivery') ? off : props.delivery,
    insights: parts.has('insights') ? undefined : props.insights,
    search: parts.has('search') ? off : props.search,
    studio: parts.has('studio') || parts.has('catalog') ? off : props.studio,
  };
}
