import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { partLogGroup } from '../../src/private/part-log-group';

function logGroup(encrypted: boolean): Template {
  const stack = new Stack();
  partLogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_MONTH, encryptionKey: encrypted ? new kms.Key(stack, 'Key') : undefined });
  return Template.fromStack(stack);
}

test('a log group without a key tells checkov why', () => {
  logGroup(false).hasResource('AWS::Logs::LogGroup', {
    Properties: { KmsKeyId: Match.absent() },
    Metadata: { checkov: { skip: [{ id: 'CKV_AWS_158', comment: 'encrypted by the service, as asked' }] } },
  });
});

test('one with a key has nothing to explain', () => {
  logGroup(true).hasResource('AWS::Logs::LogGroup', { Properties: { KmsKeyId: Match.anyValue() }, Metadata: Match.absent() });
});

test('goes with its stack', () => {
  logGroup(true).hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete', Properties: { RetentionInDays: 30 } });
});
