import { RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { skipCheckov } from './skip-checkov';

export interface PartLogGroupProps {
  readonly retention: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
}

/** Where a part logs: it goes with the stack, and is encrypted with the pipeline's key where there is one. */
export function partLogGroup(scope: Construct, id: string, { retention, encryptionKey }: PartLogGroupProps): logs.LogGroup {
  const logGroup = new logs.LogGroup(scope, id, { retention, removalPolicy: RemovalPolicy.DESTROY, encryptionKey });
  if (!encryptionKey) {
    skipCheckov(logGroup, 'CKV_AWS_158', 'encrypted by the service, as asked');
  }
  return logGroup;
}
