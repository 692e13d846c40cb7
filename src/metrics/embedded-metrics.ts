import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/**
 * The metrics that the pipeline's functions print in the embedded metric format, for what no service metric can see.
 *
 * A type of literals, so that a function that takes it (as a type only) cannot drift away from the alarms.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export interface EmbeddedMetrics {
  readonly namespace: 'StreamingAnalyticsPipeline';
  /** The one dimension: the name of the function that prints. */
  readonly dimension: 'FunctionName';
  /** Printed by transform: records it answered `ProcessingFailed`, unit `Count`. */
  readonly processingFailedRecords: 'ProcessingFailedRecords';
  /** Printed by the indexer: records and documents it wrote to the dead letters, unit `Count`. */
  readonly deadLetters: 'DeadLetters';
}

const EMBEDDED_METRICS: EmbeddedMetrics = {
  namespace: 'StreamingAnalyticsPipeline',
  dimension: 'FunctionName',
  processingFailedRecords: 'ProcessingFailedRecords',
  deadLetters: 'DeadLetters',
};

/** Records that the transform function answered `ProcessingFailed`; they go to the error prefix. */
export function processingFailedRecords(transform: lambda.IFunction, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return embeddedCount(transform, EMBEDDED_METRICS.processingFailedRecords, options);
}

/** Records and documents that the indexer wrote to the dead letters. */
export function deadLetters(indexer: lambda.IFunction, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return embeddedCount(indexer, EMBEDDED_METRICS.deadLetters, options);
}

function embeddedCount(handler: lambda.IFunction, metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: EMBEDDED_METRICS.namespace,
    metricName,
    dimensionsMap: { [EMBEDDED_METRICS.dimension]: handler.functionName },
    statistic: cloudwatch.Stats.SUM,
    ...options,
  }).attachTo(handler);
}
