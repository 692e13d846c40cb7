import { Duration, Size } from 'aws-cdk-lib';
import type { StreamingAnalyticsPipelineProps } from './streaming-analytics-pipeline-props';
import { DeliveryFormat } from '../delivery';
import { IngestionOptions, StreamIngestion } from '../ingestion';
import { MonitoredStream, PipelineMonitoringProps } from '../monitoring';
import type { StreamingAnalyticsPipeline } from '../streaming-analytics-pipeline';

/** The parts that a pipeline has, and what is known of them. */
export function monitoredParts(
  { delivery, indexer, ingestion, insights, search, searchFirehose, studio }: StreamingAnalyticsPipeline, props: StreamingAnalyticsPipelineProps,
): PipelineMonitoringProps {
  return {
    streams: [
      monitored('Ingestion', ingestion, props.ingestion),
      ...insights ? [monitored('Insights', insights, props.insights?.ingestion)] : [],
    ],
    ...delivery && {
      deliveryStream: delivery.deliveryStream,
      deliveryBufferingInterval: known(delivery.bufferingInterval),
      deliveryConvertsFormat: (props.delivery?.format ?? DeliveryFormat.parquet())._needsTable,
      deliveryPartitionsByKey: props.delivery?.partitioning?.dynamic ?? false,
      transformFunction: delivery.transformFunction,
    },
    indexerFunction: indexer?.indexerFunction,
    indexerEventSources: indexer?.eventSources,
    ...searchFirehose && {
      searchDeliveryStreams: searchFirehose.deliveryStreams,
      searchDeliveryBufferingInterval: known(searchFirehose.bufferingInterval),
    },
    domain: search?.domain,
    domainVolumeSize: known(search?.volumeSize),
    studioApplicationName: studio?.applicationName,
  };
}

/** Thresholds are compared and computed with it: what only the deployment knows counts as not known. */
function known<Amount extends Duration | Size>(amount: Amount | undefined): Amount | undefined {
  return amount?.isUnresolved() ? undefined : amount;
}

/** How long an existing stream keeps its records is not known. */
function monitored(name: string, { stream }: StreamIngestion, options: IngestionOptions = {}): MonitoredStream {
  return { name, stream, retentionPeriod: options.existingStream ? undefined : options.retentionPeriod ?? Duration.hours(24) };
}
