import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type { DeliveryLog } from './delivery-log';
import type { DeliveryPlace, ResolvedDelivery } from './resolved-delivery';
import { arrivalPrefix } from '../private/curated-layout';

/** Where Firehose keeps records as they came, beside those that it delivers. */
export function rawRecordBackup(
  place: DeliveryPlace, delivery: ResolvedDelivery, { role, log }: { readonly role: iam.IRole; readonly log: DeliveryLog }, errorOutputPrefix: string,
): firehose.CfnDeliveryStream.S3DestinationConfigurationProperty {
  return {
    bucketArn: place.bucket.bucketArn,
    roleArn: role.roleArn,
    prefix: arrivalPrefix(place.prefix),
    errorOutputPrefix,
    bufferingHints: { intervalInSeconds: delivery.bufferingInterval.toSeconds(), sizeInMBs: delivery.bufferingSize.toMebibytes() },
    compressionFormat: firehose.Compression.GZIP.value,
    encryptionConfiguration: place.key && { kmsEncryptionConfig: { awskmsKeyArn: place.key.keyArn } },
    cloudWatchLoggingOptions: log.options,
  };
}
