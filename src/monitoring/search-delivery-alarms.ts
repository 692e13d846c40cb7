import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import { AlarmPolicy } from './alarm-policy';
import { AlarmSeverity } from './alarm-severity';
import { MOST_METRICS_OF_AN_ALARM } from './metric-sum';
import { Thresholds } from './thresholds';
import * as firehoseMetrics from '../metrics/firehose-metrics';

type DeliveryStreams = readonly firehose.IDeliveryStream[];

/** One alarm reads two metrics of each. */
export const MOST_SEARCH_DELIVERY_STREAMS = Math.floor(MOST_METRICS_OF_AN_ALARM / 2);

const FIVE_MINUTES = Duration.minutes(5);

/** One alarm of each kind for all delivery streams, because they deliver to one domain and the cure is the same. */
export function searchDeliveryAlarms(deliveries: DeliveryStreams, thresholds: Thresholds): AlarmPolicy[] {
  return deliveries.length === 0 ? [] : [
    stale(deliveries, thresholds.searchDeliveryFreshness),
    refused(deliveries),
    failedDocuments(deliveries, thresholds.searchDeliverySuccessPercent),
  ];
}

function stale(deliveries: DeliveryStreams, threshold: Duration): AlarmPolicy {
  return {
    id: 'SearchDeliveryStale',
    severity: AlarmSeverity.CRITICAL,
    description: 'Records wait in a delivery stream to search longer than it buffers. Look into its error log: the domain may be out of reach or '
      + 'overloaded. Records that are still undelivered when the data stream\'s retention period ends are lost.',
    metric: extreme('MAX', deliveries.map((delivery) => firehoseMetrics.deliveryToOpenSearchDataFreshness(delivery)), {
      silence: 0, label: 'Oldest record (s)',
    }),
    comparison: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: threshold.toSeconds(),
    breaching: 3,
    of: 3,
    // nothing to deliver: nothing is late
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}

/** Three periods, because Firehose tries again. */
function refused(deliveries: DeliveryStreams): AlarmPolicy {
  const signs = deliveries.flatMap((delivery) => [
    firehoseMetrics.deliveryToOpenSearchAuthFailure(delivery), firehoseMetrics.deliveryToOpenSearchRejected(delivery),
  ]);
  return {
    id: 'SearchDeliveryRefused',
    severity: AlarmSeverity.CRITICAL,
    description: 'The search domain keeps refusing a delivery stream, which gives each batch up to the dead letters after its retries. Look into '
      + 'its error log: the domain\'s access policy, or the role that is mapped to that of Firehose. Put the dead letters again afterwards.',
    metric: extreme('MAX', signs, { silence: 0, label: 'Refused (1 = yes)' }),
    comparison: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    breaching: 3,
    of: 3,
    // nothing to deliver: nothing is refused
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}

/** Firehose counts what it keeps of failed documents nowhere, so it is the share of the others that tells. */
function failedDocuments(deliveries: DeliveryStreams, percent: number): AlarmPolicy {
  return {
    id: 'SearchDocumentsFailed',
    severity: AlarmSeverity.WARNING,
    description: 'Search does not take some documents: they contradict the mapping, or the domain did not answer in time. What all retries did not '
      + 'bring in is in the dead letters of the curated bucket, with the reason. Read it there, repair the cause, and put them again.',
    metric: extreme('100 * MIN', deliveries.map((delivery) => firehoseMetrics.deliveryToOpenSearchSuccess(delivery)), {
      silence: 1, label: 'Documents taken (%)',
    }),
    comparison: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: percent,
    breaching: 1,
    of: 1,
    // nothing to deliver: nothing fails
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}

/** The largest or smallest of the metrics, where one without data counts as the value of silence. */
function extreme(
  operation: string, metrics: cloudwatch.Metric[], { silence, label }: { readonly silence: number; readonly label: string },
): cloudwatch.MathExpression {
  const ids = metrics.map((_, index) => `m${index + 1}`);
  return new cloudwatch.MathExpression({
    expression: `${operation}([${ids.map((id) => `FILL(${id}, ${silence})`).join(', ')}])`,
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [ids[index], metric])),
    label,
    period: FIVE_MINUTES,
  });
}
