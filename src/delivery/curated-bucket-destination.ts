import { Duration, Size } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { CuratedDeliveryProps } from './curated-delivery';
import type { DeliveryLog } from './delivery-log';
import { FunctionProcessor } from './function-processor';
import type { ResolvedDelivery } from './resolved-delivery';
import { partitionedPrefix } from '../private/curated-layout';
import { renamedFields } from '../schema/renamed-fields';

/** The resources that a destination works with. */
export interface DestinationResources {
  readonly role: iam.IRole;
  readonly bucketKey?: kms.IKey;
  readonly transformFunction?: lambda.IFunction;
  readonly log: DeliveryLog;
}

/** The bucket as Firehose's destination: what aws-cdk-lib renders, with a log stream that the role's policy can name. */
export class CuratedBucketDestination implements firehose.IDestination {
  constructor(
    private readonly props: CuratedDeliveryProps,
    private readonly delivery: ResolvedDelivery,
    private readonly resources: DestinationResources,
  ) {}

  public bind(scope: Construct, options: firehose.DestinationBindOptions): firehose.DestinationConfig {
    const { extendedS3DestinationConfiguration, ...config } = this.bucketDestination().bind(scope, options);
    const { logGroup, logStream } = this.resources.log;
    return {
      ...config,
      extendedS3DestinationConfiguration: extendedS3DestinationConfiguration && {
        ...extendedS3DestinationConfiguration,
        cloudWatchLoggingOptions: { enabled: true, logGroupName: logGroup.logGroupName, logStreamName: logStream.logStreamName },
      },
    };
  }

  private bucketDestination(): firehose.S3Bucket {
    const { props, delivery, resources } = this;
    const transformed = resources.transformFunction !== undefined;
    const { processors, ...format } = delivery.format._bind({
      curatedTable: props.curatedTable,
      wireNames: transformed ? {} : Object.fromEntries(renamedFields(props.schema).map((field) => [field.name, field.wireName])),
      transformed,
    });
    return new firehose.S3Bucket(props.bucket, {
      ...format,
      processors: [...this.functionProcessors(), ...processors],
      role: resources.role,
      dataOutputPrefix: partitionedPrefix(delivery.prefix),
      errorOutputPrefix: partitionedPrefix(`${delivery.errorPrefix}!{firehose:error-output-type}/`, ['year', 'month', 'day']),
      timeZone: props.timeZone,
      bufferingInterval: props.bufferingInterval ?? Duration.seconds(300),
      bufferingSize: props.bufferingSize ?? Size.mebibytes(128),
      encryptionKey: resources.bucketKey,
      loggingConfig: new firehose.DisableLogging(),
    });
  }

  private functionProcessors(): firehose.IDataProcessor[] {
    const { transformBufferInterval, transformBufferSize, transformRetries } = this.props;
    const { transformFunction } = this.resources;
    return transformFunction ? [new FunctionProcessor({
      transformFunction,
      bufferInterval: transformBufferInterval ?? Duration.seconds(60),
      bufferSize: transformBufferSize ?? Size.mebibytes(1),
      retries: transformRetries ?? 3,
    })] : [];
  }
}
