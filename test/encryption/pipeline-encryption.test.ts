import { Annotations as ConstructAnnotations, App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { PipelineEncryption, PipelineNetwork, PipelineStorage, StreamIngestion } from '../../src';
import { nagFindings } from '../support/nag';

const ACCOUNT = { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } };
const USE = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

function arnPattern(service: string, resource: string): object {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:`, { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${resource}:*`]] };
}

const LOGS = {
  Sid: 'LogGroupsOfThisAccount',
  Effect: 'Allow',
  Action: USE,
  Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
  Resource: '*',
  Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arnPattern('logs', 'log-group') } },
};

const ALARMS = {
  Sid: 'AlarmsOfThisAccountOnTopics',
  Effect: 'Allow',
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Resource: '*',
  Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: { 'aws:SourceArn': arnPattern('cloudwatch', 'alarm') } },
};

interface Bound {
  readonly stack: Stack;
  readonly key?: kms.IKey;
}

function bind(encryption: PipelineEncryption): Bound {
  const stack = new Stack(new App(), 'Stack');
  return { stack, key: encryption._bind(stack) };
}

function imported(): kms.IKey {
  return kms.Key.fromKeyArn(new Stack(), 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1');
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
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    });
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(1);
  });

  test('lets the account decide by IAM, and only services that act by themselves use the key for this account and region', () => {
    const { stack } = bind(PipelineEncryption.customerManaged());
    expect(keyStatements(stack)).toEqual([{ Effect: 'Allow', Action: 'kms:*', Principal: ACCOUNT, Resource: '*' }, LOGS, ALARMS]);
  });

  test('names no resource of the stack in its policy, so that the key waits for none of what waits for it', () => {
    const { stack } = bind(PipelineEncryption.customerManaged());
    const references = [...JSON.stringify(keyStatements(stack)).matchAll(/"(?:Ref|Fn::GetAtt|Fn::Sub)":("[^"]*"|\[[^\]]*\])/g)].map(([, target]) => target);
    expect([...new Set(references)].sort()).toEqual(['"AWS::AccountId"', '"AWS::Partition"', '"AWS::Region"', '"AWS::URLSuffix"']);
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

  test('takes an imported key as it is, and says what its policy must contain', () => {
    const { stack, key } = bind(PipelineEncryption.customerManaged({ key: imported() }));
    expect(key?.keyArn).toBe('arn:aws:kms:us-east-1:123456789012:key/1');
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('PipelineEncryption.requiredKeyStatements'))).toHaveLength(1);
  });

  test('is silent about an imported key once somebody has acknowledged it', () => {
    const stack = new Stack(new App(), 'Stack');
    PipelineEncryption.customerManaged({ key: imported() })._bind(stack);
    ConstructAnnotations.of(stack).acknowledgeWarning('streaming-analytics-pipeline:importedKeyPolicy');
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('tells what the policy of an existing key must say', () => {
    const { stack } = bind(PipelineEncryption.awsManaged());
    const statements = PipelineEncryption.customerManaged({ key: imported() }).requiredKeyStatements(stack);
    const through = {
      'kms:CallerAccount': { Ref: 'AWS::AccountId' },
      'kms:ViaService': ['ec2', 'es', 'kinesis', 'lambda', 's3', 'secretsmanager', 'sns'].map((service) => (
        { 'Fn::Join': ['', [`${service}.`, { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] }
      )),
    };
    expect(statements.map((statement) => stack.resolve(statement.toJSON()))).toEqual([
      LOGS,
      ALARMS,
      { Sid: 'RolesOfThisAccountThroughServices', Effect: 'Allow', Action: USE, Principal: ACCOUNT, Resource: '*', Condition: { StringEquals: through } },
      {
        Sid: 'GrantsToServicesOfThisAccount',
        Effect: 'Allow',
        Action: 'kms:CreateGrant',
        Principal: ACCOUNT,
        Resource: '*',
        Condition: { StringEquals: through, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ]);
    expect(PipelineEncryption.awsManaged().requiredKeyStatements(stack)).toEqual([]);
  });

  test('writes it into the policy of a key of the app, once for all pipelines of a stack, in the words of that stack', () => {
    const app = new App();
    const owner = new Stack(app, 'Owner', { env: { region: 'eu-west-1', account: '111111111111' } });
    const key = new kms.Key(owner, 'Key');
    const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1', account: '222222222222' } });
    for (const id of ['One', 'Two']) {
      PipelineEncryption.customerManaged({ key })._bind(new Construct(stack, id));
    }
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
    const statements = keyStatements(owner);
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      undefined, 'LogGroupsOfThisAccount', 'AlarmsOfThisAccountOnTopics', 'RolesOfThisAccountThroughServices', 'GrantsToServicesOfThisAccount',
    ]);
    expect(statements[2].Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': '222222222222' },
      ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudwatch:eu-west-1:222222222222:alarm:*']] } },
    });
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
