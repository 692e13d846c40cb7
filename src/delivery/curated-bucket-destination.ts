import { Duration, Size } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { CuratedDeliveryProps } from './curated-delivery';
import type { FormatConversion } from './delivery-format-config';
import type { DeliveryLog } from './delivery-log';
import { formatConversion } from './format-conversion';
import { FunctionProcessor } from './function-processor';
import { rawRecordBackup } from './raw-record-backup';
import type { ResolvedDelivery } from './resolved-delivery';
import { transformBufferSize } from './transform-buffer-size';
import { arrivalPrefix, partitionedPrefix } from '../private/curated-layout';
import { renamedFields } from '../schema/renamed-fields';

/** The least that Firehose collects, since compressed blocks expand: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
const SMALLEST_TRANSFORM_BUFFER = Size.mebibytes(0.2);

/** The resources that a destination works with. */
export interface DestinationResources {
  readonly role: iam.IRole;
  readonly transformFunction?: lambda.IFunction;
  readonly log: DeliveryLog;
}

/** The bucket as Firehose's destination: what aws-cdk-lib renders, with a log stream that the role's policy can name, and with any table. */
export class CuratedBucketDestination implements firehose.IDestination {
  constructor(
    private readonly props: CuratedDeliveryProps,
    private readonly delivery: ResolvedDelivery,
    private readonly resources: DestinationResources,
  ) {}

  public bind(scope: Construct, options: firehose.DestinationBindOptions): firehose.DestinationConfig {
    const transformed = this.resources.transformFunction !== undefined;
    const { conversion, compression, processors } = this.delivery.format._bind({
      wireNames: transformed ? {} : Object.fromEntries(renamedFields(this.props.schema).map((field) => [field.name, field.wireName])),
      transformed,
    });
    const { extendedS3DestinationConfiguration, ...config } = this.bucketDestination(compression, processors).bind(scope, options);
    return {
      ...config,
      extendedS3DestinationConfiguration: extendedS3DestinationConfiguration && {
        ...extendedS3DestinationConfiguration,
        ...this.conversion(scope, conversion),
        ...this.backup(),
        cloudWatchLoggingOptions: this.resources.log.options,
      },
    };
  }

  private bucketDestination(compression: firehose.Compression | undefined, processors: firehose.IDataProcessor[]): firehose.S3Bucket {
    const { props, delivery, resources } = this;
    return new firehose.S3Bucket(props.bucket, {
      compression,
      processors: [...this.functionProcessors(), ...processors],
      role: resources.role,
      dataOutputPrefix: partitionedPrefix(delivery.curated.prefix, delivery.partitioning),
      errorOutputPrefix: this.errorOutputPrefix(),
      dynamicPartitioning: delivery.partitioning.dynamic ? { enabled: true, retryDuration: props.partitionRetryDuration } : undefined,
      timeZone: props.timeZone,
      bufferingInterval: delivery.bufferingInterval,
      bufferingSize: delivery.bufferingSize,
      encryptionKey: delivery.curated.key,
      loggingConfig: new firehose.DisableLogging(),
    });
  }

  private conversion(scope: Construct, conversion?: FormatConversion): Pick<firehose.CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty, 'dataFormatConversionConfiguration'> {
    const { curatedTable } = this.props;
    return conversion && curatedTable
      ? { dataFormatConversionConfiguration: formatConversion(scope, conversion, curatedTable, this.resources.role) }
      : {};
  }

  private backup(): Pick<firehose.CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty, 's3BackupMode' | 's3BackupConfiguration'> {
    const { raw } = this.delivery;
    return raw
      ? { s3BackupMode: 'Enabled', s3BackupConfiguration: rawRecordBackup(raw, this.delivery, this.resources, this.errorOutputPrefix()) }
      : {};
  }

  private errorOutputPrefix(): string {
    return arrivalPrefix(`${this.delivery.errorPrefix}!{firehose:error-output-type}/`, ['year', 'month', 'day']);
  }

  private functionProcessors(): firehose.IDataProcessor[] {
    const { compressedRecords, transformBufferInterval, transformRetries } = this.props;
    const { transformFunction } = this.resources;
    return transformFunction ? [new FunctionProcessor({
      transformFunction,
      bufferInterval: transformBufferInterval ?? Duration.seconds(60),
      bufferSize: this.props.transformBufferSize
        ?? (compressedRecords ? SMALLEST_TRANSFORM_BUFFER : transformBufferSize(this.props.schema, this.delivery.partitioning)),
      retries: transformRetries ?? 3,
    })] : [];
  }
}
