import { appendFileSync } from 'node:fs';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { metrics } from '@opentelemetry/api';
import { KinesisProducer } from 'streaming-analytics-pipeline/producer';

/** A producer whose metrics go to CloudWatch and to OpenTelemetry, and whose throughput is recorded for `streaming-analytics-capacity`. */
export function observedProducer(streamName: string, region: string, recording: string): KinesisProducer {
  return new KinesisProducer({
    streamName,
    region,
    cloudWatch: new CloudWatch({ region }),
    metricsLevel: 'summary',
    onMetricsFailure: (error) => console.error('metrics were not uploaded', error),
    meter: metrics.getMeter('my-service'),
    onThroughput: (minute) => appendFileSync(recording, `${JSON.stringify(minute)}\n`),
  });
}
