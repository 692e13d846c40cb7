import { StreamingAnalyticsPipelineProps } from './streaming-analytics-pipeline-props';
import { StreamIngestion } from '../ingestion';
import { IndexedStream } from '../search';

/** The streams that search shows, and who keeps what their schemas reject. */
export function indexedStreams(
  props: StreamingAnalyticsPipelineProps, delivers: boolean, ingestion: StreamIngestion, insights?: StreamIngestion,
): IndexedStream[] {
  const records = { stream: ingestion.stream, schema: props.schema, skipInvalidRecords: delivers && deliveryKeepsInvalidRecords(props) };
  return insights && props.insights ? [records, { stream: insights.stream, schema: props.insights.schema }] : [records];
}

/**
 * Only the package's own transform is known to send what the schema rejects to the error prefix, and of a stream that exists already only what
 * comes after the delivery stream: Firehose begins with the latest record, the indexer with the oldest.
 */
function deliveryKeepsInvalidRecords({ delivery, ingestion }: StreamingAnalyticsPipelineProps): boolean {
  return !ingestion?.existingStream && (delivery?.transform?._keepsInvalidRecords ?? true);
}
