import { Duration, Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { FirehoseLog } from './firehose-log';
import type { FirehoseRoles } from './firehose-roles';
import { IndexRotation } from './index-rotation';
import type { IndexedStream } from './indexed-stream';
import { indexName } from './indexer-settings';
import type { SearchFirehoseProps } from './search-firehose';

type Destination = firehose.CfnDeliveryStream.AmazonopensearchserviceDestinationConfigurationProperty;

const DEFAULT_SIZE = Size.mebibytes(5);
const DEFAULT_RETRY = Duration.minutes(5);

export interface DestinationParts {
  readonly props: SearchFirehoseProps;
  readonly bucketKey?: kms.IKey;
  /** Where in the bucket. */
  readonly prefix: string;
  readonly log: FirehoseLog;
  readonly roles: FirehoseRoles;
  readonly bufferingInterval: Duration;
  readonly place: { readonly vpc?: ec2.IVpc; readonly vpcSubnets?: ec2.SubnetSelection; readonly securityGroups?: ec2.ISecurityGroup[] };
}

/** What a delivery stream is told about the domain, and about the bucket of what the domain does not take. */
export function firehoseDestination(indexed: IndexedStream, parts: DestinationParts): Destination {
  const { props, bucketKey, prefix, log, roles, place, bufferingInterval } = parts;
  const failed = `${prefix}${indexed.schema.name}/`;
  const logTo = ({ logStreamName }: logs.ILogStream) => ({ enabled: true, logGroupName: log.logGroup.logGroupName, logStreamName });
  return {
    domainArn: props.domain.domainArn,
    indexName: indexName(indexed),
    indexRotationPeriod: props.indexRotation ?? IndexRotation.NONE,
    roleArn: roles.delivery.roleArn,
    bufferingHints: {
      intervalInSeconds: bufferingInterval.toSeconds(),
      sizeInMBs: (props.bufferingSize ?? DEFAULT_SIZE).toMebibytes(),
    },
    retryOptions: { durationInSeconds: (props.retryDuration ?? DEFAULT_RETRY).toSeconds() },
    // the id that Firehose keeps through its own retries
    documentIdOptions: { defaultDocumentIdFormat: 'FIREHOSE_DEFAULT' },
    cloudWatchLoggingOptions: logTo(log.delivery),
    s3BackupMode: 'FailedDocumentsOnly',
    s3Configuration: {
      bucketArn: props.deadLetterBucket.bucketArn,
      roleArn: roles.delivery.roleArn,
      prefix: failed,
      errorOutputPrefix: `${failed}!{firehose:error-output-type}/`,
      encryptionConfiguration: bucketKey && { kmsEncryptionConfig: { awskmsKeyArn: bucketKey.keyArn } },
      cloudWatchLoggingOptions: logTo(log.backup),
    },
    vpcConfiguration: roles.network && place.vpc && {
      roleArn: roles.network.roleArn,
      subnetIds: place.vpc.selectSubnets(place.vpcSubnets).subnetIds,
      securityGroupIds: (place.securityGroups ?? []).map(({ securityGroupId }) => securityGroupId),
    },
  };
}
