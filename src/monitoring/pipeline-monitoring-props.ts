import { Duration, Size } from 'aws-cdk-lib';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { MonitoredStream } from './monitored-stream';
import { MonitoringOptions } from './monitoring-options';

/** Properties of a {@link PipelineMonitoring}: the parts that exist. What is left out has neither alarm nor widget. */
export interface PipelineMonitoringProps extends MonitoringOptions {
  /**
   * The key that encrypts the topic of `alarmEmails`.
   *
   * @default - none: alarms cannot publish to a topic with the key that SNS manages
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The data streams, at most 10.
   *
   * @default - none
   */
  readonly streams?: MonitoredStream[];

  /**
   * The delivery stream to S3.
   *
   * @default - none
   */
  readonly deliveryStream?: firehose.IDeliveryStream;

  /**
   * How long the delivery stream buffers before it writes to S3.
   *
   * @default - not known
   */
  readonly deliveryBufferingInterval?: Duration;

  /**
   * Whether the delivery stream converts to a columnar format, which can fail.
   *
   * @default true
   */
  readonly deliveryConvertsFormat?: boolean;

  /**
   * Whether the delivery stream partitions by keys of the records (dynamic partitioning), of which more can come than may be open at a time.
   *
   * @default false
   */
  readonly deliveryPartitionsByKey?: boolean;

  /**
   * The function that transforms records for the delivery stream. The package's own prints how many records it failed;
   * of another one only the failed invocations are seen.
   *
   * @default - none
   */
  readonly transformFunction?: lambda.IFunction;

  /**
   * The function that indexes records.
   *
   * @default - none
   */
  readonly indexerFunction?: lambda.IFunction;

  /**
   * The indexer's event source mappings, at most 4, each publishing the metric group `EventCount`.
   *
   * @default - none: records that a mapping gives up are not seen
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
   */
  readonly indexerEventSources?: lambda.IEventSourceMapping[];

  /**
   * The delivery streams to OpenSearch, at most 5.
   *
   * @default - none
   */
  readonly searchDeliveryStreams?: firehose.IDeliveryStream[];

  /**
   * How long the delivery streams to OpenSearch buffer before they index.
   *
   * @default - not known
   */
  readonly searchDeliveryBufferingInterval?: Duration;

  /**
   * The OpenSearch domain. One that exists already is imported with `Domain.fromDomainAttributes`: `Domain.fromDomainEndpoint` takes
   * the prefix of the endpoint (`search-` or `vpc-`) for a part of the name, and no metric carries that name.
   *
   * @default - none
   */
  readonly domain?: opensearch.IDomain;

  /**
   * The volume of each of the domain's data nodes.
   *
   * @default - not known: the alarm is raised at 20 GiB of free storage
   */
  readonly domainVolumeSize?: Size;

  /**
   * The name of the Studio notebook's application.
   *
   * @default - none
   */
  readonly studioApplicationName?: string;
}
