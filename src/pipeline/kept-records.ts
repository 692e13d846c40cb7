import { StreamingAnalyticsPipelineProps } from './streaming-analytics-pipeline-props';

/**
 * Whether delivery keeps what the schema rejects, so that search need not.
 *
 * Only the package's own transform is known to send it to the error prefix, and of a stream that exists already only what comes after the
 * delivery stream: Firehose begins with the latest record, the indexer with the oldest.
 */
export function deliveryKeepsInvalidRecords({ delivery, ingestion }: StreamingAnalyticsPipelineProps): boolean {
  return !ingestion?.existingStream && (delivery?.transform?._way.keepsInvalidRecords ?? true);
}
