import type { EmbeddedMetrics } from '../../../src/metrics/embedded-metrics';

const NAMESPACE: EmbeddedMetrics['namespace'] = 'StreamingAnalyticsPipeline';
const DIMENSION: EmbeddedMetrics['dimension'] = 'FunctionName';

/** What a count adds to a line of the log, so that CloudWatch makes a metric of it. */
export type EmbeddedCount = (metric: EmbeddedMetrics['processingFailedRecords'] | EmbeddedMetrics['deadLetters'], count: number) => { readonly [field: string]: unknown };

/**
 * Counts for the alarms in the embedded metric format: no permission and no call is needed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedCounts(functionName: string, now: () => number): EmbeddedCount {
  return (metric, count) => ({
    [DIMENSION]: functionName,
    [metric]: count,
    _aws: {
      Timestamp: now(),
      CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [[DIMENSION]], Metrics: [{ Name: metric, Unit: 'Count' }] }],
    },
  });
}

/** Counts of this function, by the name that Lambda gives it. */
export function embeddedCountsOfThisFunction(environment: NodeJS.ProcessEnv): EmbeddedCount {
  return embeddedCounts(environment.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown', Date.now);
}
