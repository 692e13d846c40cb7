import { RemovalPolicy } from 'aws-cdk-lib';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { partLogGroup } from '../private/part-log-group';

/** Where the log of a delivery goes. */
export interface DeliveryLogProps {
  readonly existingLogGroup?: logs.ILogGroup;
  readonly logRetention: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
}

/**
 * The log group and log stream that Firehose writes failures to.
 *
 * The stream is our own, since the policy names it: the one that aws-cdk-lib defines exists only after the role.
 */
export class DeliveryLog {
  public readonly logGroup: logs.ILogGroup;
  public readonly logStream: logs.ILogStream;

  constructor(scope: Construct, props: DeliveryLogProps) {
    this.logGroup = props.existingLogGroup
      ?? partLogGroup(scope, 'Logs', { retention: props.logRetention, encryptionKey: props.encryptionKey });
    this.logStream = new logs.LogStream(scope, 'LogStream', { logGroup: this.logGroup, removalPolicy: RemovalPolicy.DESTROY });
  }
  /** The log as a destination names it. */
  public get options(): firehose.CfnDeliveryStream.CloudWatchLoggingOptionsProperty {
    return { enabled: true, logGroupName: this.logGroup.logGroupName, logStreamName: this.logStream.logStreamName };
  }
}
