import { Duration } from 'aws-cdk-lib';
import type { StreamingAnalyticsPipelineProps } from './streaming-analytics-pipeline-props';
import { IngestionOptions, StreamIngestion } from '../ingestion';
import { MonitoredStream } from '../monitoring';

/** The streams to watch. How long an existing one keeps its records is not known. */
export function monitoredStreams(props: StreamingAnalyticsPipelineProps, ingestion: StreamIngestion, insights?: StreamIngestion): MonitoredStream[] {
  return [
    monitored('Ingestion', ingestion, props.ingestion),
    ...insights ? [monitored('Insights', insights, props.insights?.ingestion)] : [],
  ];
}

function monitored(name: string, { stream }: StreamIngestion, options: IngestionOptions = {}): MonitoredStream {
  return { name, stream, retentionPeriod: options.existingStream ? undefined : options.retentionPeriod ?? Duration.hours(24) };
}
