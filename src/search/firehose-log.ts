import { RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { logStreamArn } from '../private/log-stream-arn';
import { partLogGroup } from '../private/part-log-group';

export interface FirehoseLogProps {
  readonly logRetention: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
}

/** Where Firehose writes why it failed: one log stream for the domain and one for the bucket that keeps what failed. */
export class FirehoseLog {
  public readonly logGroup: logs.ILogGroup;
  public readonly delivery: logs.ILogStream;
  public readonly backup: logs.ILogStream;

  constructor(scope: Construct, { logRetention, encryptionKey }: FirehoseLogProps) {
    this.logGroup = partLogGroup(scope, 'Logs', { retention: logRetention, encryptionKey });
    const logStream = (id: string) => new logs.LogStream(scope, id, { logGroup: this.logGroup, removalPolicy: RemovalPolicy.DESTROY });
    this.delivery = logStream('DeliveryLogStream');
    this.backup = logStream('BackupLogStream');
  }

  /** ARNs of both. */
  public get logStreamArns(): string[] {
    return [this.delivery, this.backup].map((logStream) => logStreamArn(this.logGroup, logStream));
  }
}
