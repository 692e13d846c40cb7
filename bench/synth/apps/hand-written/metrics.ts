import { Aws, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';

export interface Monitored {
  readonly trips: kinesis.Stream;
  readonly insights: kinesis.Stream;
  readonly delivery: firehose.CfnDeliveryStream;
  readonly transform: lambda.Function;
  readonly indexer: lambda.Function;
  readonly eventSources: lambda.EventSourceMapping[];
  readonly domain: opensearch.Domain;
  readonly studioName: string;
}

type Named = (metricName: string, label: string, statistic?: string) => cloudwatch.Metric;

/** The metrics of each monitored resource, by name. */
export function metricsOf({ trips, insights, delivery, transform, indexer, eventSources, domain, studioName }: Monitored) {
  const named = (namespace: string, dimensionsMap: cloudwatch.DimensionsMap): Named => (metricName, label, statistic = 'Maximum') => (
    new cloudwatch.Metric({ namespace, metricName, dimensionsMap, label, statistic, period: Duration.minutes(5) })
  );
  return {
    trips: named('AWS/Kinesis', { StreamName: trips.streamName }),
    insights: named('AWS/Kinesis', { StreamName: insights.streamName }),
    delivery: named('AWS/Firehose', { DeliveryStreamName: delivery.ref }),
    transform: named('AWS/Lambda', { FunctionName: transform.functionName }),
    transformRecords: named('Pipeline', { FunctionName: transform.functionName }),
    indexer: named('AWS/Lambda', { FunctionName: indexer.functionName }),
    indexerRecords: named('Pipeline', { FunctionName: indexer.functionName }),
    eventSources: eventSources.map(({ eventSourceMappingId }) => named('AWS/Lambda', { EventSourceMappingUUID: eventSourceMappingId })),
    domain: named('AWS/ES', { DomainName: domain.domainName, ClientId: Aws.ACCOUNT_ID }),
    studio: named('AWS/KinesisAnalytics', { Application: studioName }),
  };
}

export type Metrics = ReturnType<typeof metricsOf>;
