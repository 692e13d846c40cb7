import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmPolicy } from './alarm-policy';
import { AlarmSeverity } from './alarm-severity';
import { MOST_METRICS_OF_AN_ALARM, sumOf } from './metric-sum';
import { Thresholds } from './thresholds';
import * as embeddedMetrics from '../metrics/embedded-metrics';
import * as eventSourceMetrics from '../metrics/event-source-metrics';
import * as lambdaMetrics from '../metrics/lambda-metrics';

const FIVE_MINUTES = Duration.minutes(5);

/** The indexer's own metric and two of each mapping have to fit into one alarm. */
export const MOST_INDEXER_EVENT_SOURCES = Math.floor((MOST_METRICS_OF_AN_ALARM - 1) / 2);

/** That the indexer falls behind shows in the stream's iterator age, which has an alarm. */
export function indexerAlarms(indexer: lambda.IFunction, eventSources: lambda.IEventSourceMapping[], thresholds: Thresholds): AlarmPolicy[] {
  return [failing(indexer, thresholds.indexerErrors), givenUp(indexer, eventSources, thresholds.deadLetters)];
}

/** Two of three periods, because a failed batch is tried again. */
function failing(indexer: lambda.IFunction, threshold: number): AlarmPolicy {
  return {
    id: 'IndexerErrors',
    severity: AlarmSeverity.CRITICAL,
    description: 'The indexer keeps failing or timing out; its batches are tried again until they are given up. Look into its log: the domain '
      + 'may refuse it, be out of reach or be overloaded.',
    metric: lambdaMetrics.errors(indexer, { period: FIVE_MINUTES }),
    comparison: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold,
    breaching: 2,
    of: 3,
    // no invocation: nothing fails
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}

function givenUp(indexer: lambda.IFunction, eventSources: lambda.IEventSourceMapping[], threshold: number): AlarmPolicy {
  return {
    id: 'DeadLetters',
    severity: AlarmSeverity.WARNING,
    description: 'Records that cannot be indexed: the indexer wrote them to the dead letters of the curated bucket, or its event source mapping '
      + 'gave them up. Read the reason there, repair the cause, and put them again.',
    metric: sumOf([
      embeddedMetrics.deadLetters(indexer),
      ...eventSources.flatMap((mapping) => [
        eventSourceMetrics.onFailureDestinationDeliveredEventCount(mapping),
        eventSourceMetrics.droppedEventCount(mapping),
      ]),
    ], 'Dead letters', FIVE_MINUTES),
    comparison: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold,
    // a metric printed to a log can come late, so the last period alone would miss it
    breaching: 1,
    of: 3,
    // no dead letter: the metric does not exist
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}
