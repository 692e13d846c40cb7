import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';

// Namespace AWS/Lambda, dimension FunctionName (set by IFunction.metric), a data point a minute while the function runs.
// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html

/** Invocations, whether they succeeded or not. */
export function invocations(handler: lambda.IFunction, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return handler.metric('Invocations', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Invocations that ended with an error: an exception or a timeout. A partial batch response is none. */
export function errors(handler: lambda.IFunction, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return handler.metric('Errors', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Invocations that Lambda refused because no concurrency was left. */
export function throttles(handler: lambda.IFunction, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return handler.metric('Throttles', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Time that the function's code took, without cold starts, in milliseconds. */
export function duration(handler: lambda.IFunction, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return handler.metric('Duration', { statistic: cloudwatch.Stats.p(99), ...options });
}

/** Age of the last record in a batch when the event source mapping handed it over, in milliseconds. */
export function iteratorAge(handler: lambda.IFunction, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return handler.metric('IteratorAge', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Times that Lambda could not send an event to its on-failure destination. */
export function destinationDeliveryFailures(handler: lambda.IFunction, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return handler.metric('DestinationDeliveryFailures', { statistic: cloudwatch.Stats.SUM, ...options });
}
