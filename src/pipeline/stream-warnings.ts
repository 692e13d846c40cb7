import { Annotations, Size } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { IngestionOptions, RecordDistributionStrategy } from '../ingestion';
import type { StreamingAnalyticsPipelineProps } from './streaming-analytics-pipeline-props';
import { RecordSchema } from '../schema';
import type { StreamingAnalyticsPipeline } from '../streaming-analytics-pipeline';

/** A stream of a pipeline, and what the pipeline does with its records. */
interface WarnedStream {
  /** The property of the pipeline that holds the stream's options. */
  readonly property: string;
  readonly options?: IngestionOptions;
  readonly schema: RecordSchema;
  readonly delivered: boolean;
  readonly indexed: boolean;
}

/** Warns of options of the streams that are right for the stream, and wrong for what the pipeline does with it. */
export function warnAboutStreams(pipeline: StreamingAnalyticsPipeline, { ingestion, insights, schema }: StreamingAnalyticsPipelineProps): void {
  const indexed = pipeline.indexer !== undefined;
  const deliveredToSearch = pipeline.searchFirehose !== undefined;
  const delivered = deliveredToSearch || pipeline.delivery !== undefined;
  warnAboutStream(pipeline, { property: 'ingestion', options: ingestion, schema, delivered, indexed });
  if (insights) {
    warnAboutStream(pipeline, { property: 'insights.ingestion', options: insights.ingestion, schema: insights.schema, delivered: deliveredToSearch, indexed });
  }
}

function warnAboutStream(pipeline: IConstruct, stream: WarnedStream): void {
  warnAboutLargeRecords(pipeline, stream);
  const { options, property, schema } = stream;
  if (options?.recordDistribution === RecordDistributionStrategy.AUTO && schema.partitionKey !== undefined) {
    Annotations.of(pipeline).addWarningV2('streaming-analytics-pipeline:partitionKeyIgnored',
      `${property}.recordDistribution AUTO ignores partition keys, so records with the same ${schema.partitionKey}, the partition key of schema `
      + `${schema.name}, do not keep their order: use USER_PARTITION_KEY, or leave out the schema's partitionKey`);
  }
}

function warnAboutLargeRecords(pipeline: IConstruct, { delivered, indexed, options, property }: WarnedStream): void {
  const size = options?.maxRecordSize;
  if (!size || size.isUnresolved() || size.toBytes() <= Size.mebibytes(1).toBytes()) {
    return;
  }
  const limits = [
    ...delivered ? ['Firehose delivers no record above 1,000 KiB'] : [],
    ...indexed ? ['an invocation of the indexer, Base64 included, carries at most 6 MB'] : [],
  ];
  if (limits.length > 0) {
    Annotations.of(pipeline).addWarningV2('streaming-analytics-pipeline:largeRecords',
      `${property}.maxRecordSize of ${size.toKibibytes()} KiB lets records into the stream that the pipeline cannot carry to their end: ${limits.join(', and ')}. `
      + 'Keep such data in a bucket and put its place into the record, or leave out the part and consume the stream yourself '
      + '(https://docs.aws.amazon.com/streams/latest/dev/large-records.html)');
  }
}
