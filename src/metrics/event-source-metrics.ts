import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';

// Namespace AWS/Lambda, dimension EventSourceMappingUUID. Published only when the mapping asks for the metric group
// EventCount (`metricsConfig`).
// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics

/** Records read from the stream. */
export function polledEventCount(mapping: lambda.IEventSourceMapping, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return eventCount(mapping, 'PolledEventCount', options);
}

/** Records whose batch failed, or that a partial batch response named; each attempt counts. */
export function failedInvokeEventCount(mapping: lambda.IEventSourceMapping, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return eventCount(mapping, 'FailedInvokeEventCount', options);
}

/** Records that Lambda gave up and that reached no on-failure destination: they are gone. */
export function droppedEventCount(mapping: lambda.IEventSourceMapping, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return eventCount(mapping, 'DroppedEventCount', options);
}

/** Records that Lambda gave up and sent to the on-failure destination. */
export function onFailureDestinationDeliveredEventCount(mapping: lambda.IEventSourceMapping, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return eventCount(mapping, 'OnFailureDestinationDeliveredEventCount', options);
}

function eventCount(mapping: lambda.IEventSourceMapping, metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { EventSourceMappingUUID: mapping.eventSourceMappingId },
    statistic: cloudwatch.Stats.SUM,
    ...options,
  }).attachTo(mapping);
}
