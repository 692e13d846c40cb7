import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

// Namespace AWS/KinesisAnalytics, dimension Application, published while the application runs.
// https://docs.aws.amazon.com/managed-flink/latest/java/metrics-dimensions.html

/** KPUs in use, the one for orchestration included. One data point an hour, as they are billed. */
export function kpus(applicationName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return applicationMetric(applicationName, 'KPUs', { statistic: cloudwatch.Stats.MAXIMUM, period: Duration.hours(1), ...options });
}

/** Processor use over all task managers, in percent. */
export function cpuUtilization(applicationName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return applicationMetric(applicationName, 'cpuUtilization', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Heap in use over all task managers, in percent. */
export function heapMemoryUtilization(applicationName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return applicationMetric(applicationName, 'heapMemoryUtilization', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Memory in use over all task managers' containers, in percent. */
export function containerMemoryUtilization(applicationName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return applicationMetric(applicationName, 'containerMemoryUtilization', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Time since the job began to fail or recover, in milliseconds: 0 while it runs, -1 when it has completed. */
export function downtime(applicationName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return applicationMetric(applicationName, 'downtime', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Checkpoints that failed since the job started. */
export function numberOfFailedCheckpoints(applicationName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return applicationMetric(applicationName, 'numberOfFailedCheckpoints', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Time that the last checkpoint took, in milliseconds. */
export function lastCheckpointDuration(applicationName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return applicationMetric(applicationName, 'lastCheckpointDuration', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Records that came into the application in a second. */
export function numRecordsInPerSecond(applicationName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return applicationMetric(applicationName, 'numRecordsInPerSecond', { statistic: cloudwatch.Stats.AVERAGE, ...options });
}

/** Records that the application put out in a second. */
export function numRecordsOutPerSecond(applicationName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return applicationMetric(applicationName, 'numRecordsOutPerSecond', { statistic: cloudwatch.Stats.AVERAGE, ...options });
}

/** Time spent in old-generation garbage collection, in milliseconds. */
export function oldGenerationGcTime(applicationName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return applicationMetric(applicationName, 'oldGenerationGCTime', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Time since the notebook's Zeppelin server started, in seconds. */
export function zeppelinServerUptime(applicationName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return applicationMetric(applicationName, 'zeppelinServerUptime', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Heap in use of the notebook's Zeppelin server, in percent. */
export function zeppelinHeapMemoryUtilization(applicationName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return applicationMetric(applicationName, 'zeppelinHeapMemoryUtilization', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

function applicationMetric(applicationName: string, metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/KinesisAnalytics',
    metricName,
    dimensionsMap: { Application: applicationName },
    ...options,
  });
}
