import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';

export interface Monitored {
  readonly trips: kinesis.Stream;
  readonly insights: kinesis.Stream;
  readonly functions: lambda.Function[];
  readonly domain: opensearch.Domain;
}

export function monitoring(stack: Stack, { trips, insights, functions, domain }: Monitored): void {
  const firehoseMetric = (metricName: string) => new cloudwatch.Metric({
    namespace: 'AWS/Firehose', metricName, dimensionsMap: { DeliveryStreamName: 'delivery' }, statistic: 'Maximum', period: Duration.minutes(5),
  });
  const metrics = [
    ...[trips, insights].flatMap((stream) => [stream.metricGetRecordsIteratorAgeMilliseconds(), stream.metricWriteProvisionedThroughputExceeded()]),
    ...functions.flatMap((monitored) => [monitored.metricErrors(), monitored.metricThrottles()]),
    ...['DeliveryToS3.DataFreshness', 'DeliveryToS3.Success', 'FailedConversion.Records'].map(firehoseMetric),
    domain.metricClusterStatusRed(), domain.metricFreeStorageSpace(), domain.metricCPUUtilization(),
  ];
  metrics.forEach((metric, place) => new cloudwatch.Alarm(stack, `Alarm${place}`, {
    metric, threshold: 1, evaluationPeriods: 3, datapointsToAlarm: 2, treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  }));
  const dashboard = new cloudwatch.Dashboard(stack, 'Dashboard');
  for (let place = 0; place < metrics.length; place += 2) {
    dashboard.addWidgets(...metrics.slice(place, place + 2).map((metric) => new cloudwatch.GraphWidget({ left: [metric], width: 12 })));
  }
}
