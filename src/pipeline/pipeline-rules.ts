import { StreamingAnalyticsPipelineProps } from './streaming-analytics-pipeline-props';
import { Problems } from '../private/problems';

/**
 * Checks what only the whole pipeline can see: parts that need others, and schemas that must differ.
 *
 * @throws an error that lists every problem
 */
export function checkPipeline(path: string, props: StreamingAnalyticsPipelineProps): void {
  const problems = new Problems(`StreamingAnalyticsPipeline ${path}`);
  const has = (part?: { readonly enabled?: boolean }) => part?.enabled ?? true;
  const { catalog, delivery, insights, schema, search, storage, studio } = props;

  problems.when(!has(storage) && has(delivery),
    'delivery needs a curated bucket, but storage.enabled is false: set delivery.enabled to false too, or give storage.existingCuratedBucket');
  problems.when(!has(storage) && has(search),
    'search keeps its dead letters in the curated bucket, but storage.enabled is false: set search.enabled to false too, or give storage.existingCuratedBucket');
  problems.when(!has(storage) && has(catalog),
    'catalog describes the curated bucket, but storage.enabled is false: set catalog.enabled to false too, or give storage.existingCuratedBucket');
  problems.when(!has(catalog) && has(studio),
    'studio needs the Glue database, but catalog.enabled is false: set studio.enabled to false too, or enable the catalog');
  problems.when(!has(catalog) && has(delivery) && (delivery?.format?._needsTable ?? true),
    'delivery in Parquet or ORC needs the curated table, but catalog.enabled is false: use delivery.format: DeliveryFormat.json(), or enable the catalog');
  problems.when(insights !== undefined && insights.schema.name === schema.name,
    `insights.schema must have a name of its own, got ${JSON.stringify(schema.name)}, which is that of schema: tables and indexes are named after it`);
  problems.when(search?.existingDomain !== undefined && search.publicEndpoint !== undefined,
    'search.publicEndpoint decides about a new domain, so it cannot be set with search.existingDomain: leave out one or the other');
  problems.throwIfAny();
}
