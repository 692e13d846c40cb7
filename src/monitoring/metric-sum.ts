import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * How many metrics one alarm can read.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html
 */
export const MOST_METRICS_OF_AN_ALARM = 10;

/** The sum of metrics, where one without data counts as 0. One metric is its own sum. */
export function sumOf(metrics: cloudwatch.Metric[], label: string, period: Duration): cloudwatch.IMetric {
  if (metrics.length === 1) {
    return metrics[0].with({ period });
  }
  const ids = metrics.map((_, index) => `m${index + 1}`);
  return new cloudwatch.MathExpression({
    expression: ids.map((id) => `FILL(${id}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [ids[index], metric])),
    label,
    period,
  });
}
