import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { PipelineEncryption, PipelineNetwork, PipelineStorage, StreamIngestion } from '../../src';
import { nagFindings } from '../support/nag';

interface Bound {
  readonly stack: Stack;
  readonly key?: kms.IKey;
}

function bind(encryption: PipelineEncryption): Bound {
  const stack = new Stack(new App(), 'Stack');
  return { stack, key: encryption._bind(stack) };
}

function keyStatements(stack: Stack): { [key: string]: unknown }[] {
  const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  return key.Properties.KeyPolicy.Statement;
}

describe('PipelineEncryption.awsManaged', () => {
  test('defines no key, so that each service takes its own', () => {
    const { stack, key } = bind(PipelineEncryption.awsManaged());
    expect(key).toBeUndefined();
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });
});

describe('PipelineEncryption.customerManaged', () => {
  test('defines one key that rotates and is retained', () => {
    const { stack } = bind(PipelineEncryption.customerManaged());
    const template = Template.fromStack(stack);
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    });
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(1);
  });

  test('lets the account decide by IAM, and CloudWatch Logs use the key for the log groups of this account and region alone', () => {
    const { stack } = bind(PipelineEncryption.customerManaged());
    expect(keyStatements(stack)).toEqual([
      {
        Effect: 'Allow',
        Action: 'kms:*',
        Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } },
        Resource: '*',
      },
      {
        Sid: 'LogGroupsOfThisAccount',
        Effect: 'Allow',
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
        Resource: '*',
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': {
              'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':*']],
            },
          },
        },
      },
    ]);
  });

  test('names no resource of the stack in its policy, so that the key waits for none of what waits for it', () => {
    const { stack } = bind(PipelineEncryption.customerManaged());
    const references = [...JSON.stringify(keyStatements(stack)).matchAll(/"(?:Ref|Fn::GetAtt|Fn::Sub)":("[^"]*"|\[[^\]]*\])/g)].map(([, target]) => target);
    expect([...new Set(references)].sort()).toEqual(['"AWS::AccountId"', '"AWS::Partition"', '"AWS::Region"']);
  });

  test('encrypts every part without a circle', () => {
    const { stack, key: encryptionKey } = bind(PipelineEncryption.customerManaged());
    new StreamIngestion(stack, 'Ingestion', { encryptionKey });
    new PipelineStorage(stack, 'Storage', { encryptionKey });
    new PipelineNetwork(stack, 'Network', { encryptionKey });
    const template = Template.fromStack(stack);
    const keyArn = stack.resolve(encryptionKey?.keyArn);
    template.hasResourceProperties('AWS::Kinesis::Stream', { StreamEncryption: { EncryptionType: 'KMS', KeyId: keyArn } });
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: keyArn });
    template.hasResource('AWS::KMS::Key', { DependsOn: Match.absent() });
  });

  test('takes an existing key as it is', () => {
    const existing = kms.Key.fromKeyArn(new Stack(), 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1');
    const { stack, key } = bind(PipelineEncryption.customerManaged(existing));
    expect(key).toBe(existing);
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

  test('defines a key for each pipeline that it is given to', () => {
    const encryption = PipelineEncryption.customerManaged();
    const stack = new Stack();
    for (const id of ['One', 'Two']) {
      encryption._bind(new PipelineStorage(stack, id));
    }
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 2);
  });

  test('has no cdk-nag finding', () => {
    expect(nagFindings(bind(PipelineEncryption.customerManaged()).stack)).toEqual([]);
  });
});
