import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { surroundings, synthesize } from './delivery';
import { CuratedDelivery, RecordTransform } from '../../src';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** The statements of the role that the delivery stream assumes. */
function statements(template: Template): Statement[] {
  const [role] = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => /^DeliveryRole/.test(id)).map(([, resource]) => resource);
  expect(role.Properties.Policies).toHaveLength(1);
  return role.Properties.Policies[0].PolicyDocument.Statement;
}

function actions(template: Template): string[] {
  return statements(template).flatMap(({ Action }) => Action).sort();
}

const READ_STREAM = ['kinesis:DescribeStream', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'];
const WRITE_BUCKET = ['s3:AbortMultipartUpload', 's3:GetBucketLocation', 's3:GetObject', 's3:ListBucket', 's3:ListBucketMultipartUploads', 's3:PutObject'];
const CALL_FUNCTION = ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'];
const READ_TABLE = ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'];
const WRITE_LOG = ['logs:PutLogEvents'];

describe('the role of a delivery', () => {
  test('may do what the documentation names, and no more', () => {
    expect(actions(synthesize().template)).toEqual([...READ_TABLE, ...READ_STREAM, ...CALL_FUNCTION, ...WRITE_LOG, ...WRITE_BUCKET]);
  });

  test('may neither call a function nor read a table where there is none', () => {
    const { template } = synthesize({ curatedTable: undefined, transform: RecordTransform.none() });
    expect(actions(template)).toEqual([...READ_STREAM, ...WRITE_LOG, ...WRITE_BUCKET]);
  });

  test('is assumed by Firehose for this account alone', () => {
    synthesize().template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'firehose.amazonaws.com' },
          Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'AWS::AccountId' } } },
        }],
      },
    });
  });

  test('names each resource', () => {
    const { template } = synthesize();
    const resource = (action: string) => statements(template).find(({ Action }) => [Action].flat().includes(action))?.Resource;
    const arn = (id: string) => ({ 'Fn::GetAtt': [expect.stringMatching(`^${id}`), 'Arn'] });
    const joined = (...parts: unknown[]) => ({ 'Fn::Join': ['', expect.arrayContaining(parts)] });
    expect(resource('kinesis:GetRecords')).toEqual(arn('Stream'));
    expect(resource('s3:ListBucket')).toEqual(arn('Bucket'));
    expect(resource('s3:PutObject')).toEqual([joined(arn('Bucket'), '/trips/*'), joined(arn('Bucket'), '/errors/*')]);
    expect(resource('logs:PutLogEvents')).toEqual({
      'Fn::Sub': ['arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}:log-stream:${Stream}', {
        Group: { Ref: expect.stringMatching('^DeliveryLogs') }, Stream: { Ref: expect.stringMatching('^DeliveryLogStream') },
      }],
    });
    expect(resource('lambda:InvokeFunction')).toEqual(arn('DeliveryTransform'));
    expect(resource('glue:GetTable')).toEqual([joined(':catalog'), joined(':database/taxi'), joined(':table/taxi/', { Ref: 'Table' })]);
    expect(statements(template).flatMap(({ Resource }) => Resource)).not.toContain('*');
  });

  test('may use the keys of stream and bucket through their services only', () => {
    const { stack, props } = surroundings();
    const stream = new kinesis.Stream(stack, 'EncryptedStream', { encryptionKey: new kms.Key(stack, 'StreamKey') });
    const bucket = new s3.Bucket(stack, 'EncryptedBucket', { encryptionKey: new kms.Key(stack, 'BucketKey') });
    new CuratedDelivery(stack, 'Delivery', { ...props, stream, bucket });
    const endpoint = (service: string) => ({ 'Fn::Join': ['', [`${service}.`, { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] });
    const through = (service: string) => ({ StringEquals: { 'kms:ViaService': endpoint(service) } });
    const key = (id: string) => ({ 'Fn::GetAtt': [expect.stringMatching(`^${id}`), 'Arn'] });
    expect(statements(Template.fromStack(stack)).filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')))).toEqual([
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: key('StreamKey'), Condition: through('kinesis') },
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: key('BucketKey'), Condition: through('s3') },
    ]);
  });

  test('carries its policy within it, so that a delivery stream that waits for the role waits for the policy', () => {
    const { template } = synthesize({ transform: RecordTransform.none() });
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      ExtendedS3DestinationConfiguration: { RoleARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeliveryRole'), 'Arn'] } },
    });
  });
});

describe('an existing role of a delivery', () => {
  function withRole(role: (stack: Stack) => iam.IRole): { delivery: CuratedDelivery; template: Template } {
    const { stack, props } = surroundings();
    const delivery = new CuratedDelivery(stack, 'Delivery', { ...props, transform: RecordTransform.none(), existingRole: role(stack) });
    return { delivery, template: Template.fromStack(stack) };
  }

  test('gets the same policy, and the delivery stream waits for it', () => {
    const { template } = withRole((stack) => new iam.Role(stack, 'Mine', { assumedBy: new iam.ServicePrincipal('firehose.amazonaws.com') }));
    const [[policyId, policy], ...others] = Object.entries(template.findResources('AWS::IAM::Policy'));
    expect(others).toEqual([]);
    const granted = policy.Properties.PolicyDocument.Statement.flatMap(({ Action }: Statement) => Action);
    expect(granted.sort()).toEqual([...READ_STREAM, ...WRITE_LOG, ...WRITE_BUCKET]);
    template.hasResource('AWS::KinesisFirehose::DeliveryStream', { DependsOn: [policyId] });
    template.resourceCountIs('AWS::IAM::Role', 1);
  });

  describe('of another stack', () => {
    const assumedBy = new iam.ServicePrincipal('firehose.amazonaws.com');

    function ofPlatform(role: (platform: Stack) => iam.IRole): { template: Template; platform: Template } {
      const { app, stack, props } = surroundings();
      const platform = new Stack(app, 'Platform');
      new CuratedDelivery(stack, 'Delivery', { ...props, transform: RecordTransform.none(), existingRole: role(platform) });
      return { template: Template.fromStack(stack), platform: Template.fromStack(platform) };
    }

    test.each<[string, (platform: Stack) => iam.IRole, unknown]>([
      ['created', (platform) => new iam.Role(platform, 'Mine', { assumedBy }), { 'Fn::ImportValue': expect.stringMatching('Platform') }],
      ['created when needed', (platform) => new iam.LazyRole(platform, 'Mine', { assumedBy }), { 'Fn::ImportValue': expect.stringMatching('Platform') }],
      ['imported', (platform) => iam.Role.fromRoleArn(platform, 'Mine', 'arn:aws:iam::123456789012:role/mine'), 'mine'],
    ])('and %s there gets its policy from the stack of the delivery, which alone waits for the other', (_, role, roleName) => {
      const { template, platform } = ofPlatform(role);
      const [[policyId, policy], ...others] = Object.entries(template.findResources('AWS::IAM::Policy'));
      expect(others).toEqual([]);
      const granted = policy.Properties.PolicyDocument.Statement.flatMap(({ Action }: Statement) => Action);
      expect(granted.sort()).toEqual([...READ_STREAM, ...WRITE_LOG, ...WRITE_BUCKET]);
      expect(policy.Properties.Roles).toEqual([roleName]);
      template.hasResource('AWS::KinesisFirehose::DeliveryStream', { DependsOn: Match.arrayWith([policyId]) });
      platform.resourceCountIs('AWS::IAM::Policy', 0);
    });

    test.each<[string, (platform: Stack) => iam.IRole]>([
      ['created', (platform) => new iam.Role(platform, 'Mine', { assumedBy }).withoutPolicyUpdates()],
      ['imported', (platform) => iam.Role.fromRoleArn(platform, 'Mine', 'arn:aws:iam::123456789012:role/mine', { mutable: false })],
    ])('and %s there is left alone where it must not be changed', (_, role) => {
      const { template, platform } = ofPlatform(role);
      template.resourceCountIs('AWS::IAM::Policy', 0);
      platform.resourceCountIs('AWS::IAM::Policy', 0);
    });

    test('keeps the policies of two stacks apart, as a policy in a role replaces one of the same name', () => {
      const app = new App();
      const existingRole = new iam.Role(new Stack(app, 'Platform'), 'Mine', { assumedBy });
      const names = ['Blue', 'Green'].map((id) => {
        const { stack, props } = surroundings(app, id);
        new CuratedDelivery(stack, 'Delivery', { ...props, transform: RecordTransform.none(), existingRole });
        return stack;
      }).map((stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties.PolicyName));
      expect(names).toEqual([[expect.stringMatching('^Blue')], [expect.stringMatching('^Green')]]);
    });
  });

  test('is left alone where it must not be changed', () => {
    const { delivery, template } = withRole((stack) => iam.Role.fromRoleArn(stack, 'Mine', 'arn:aws:iam::123456789012:role/mine', { mutable: false }));
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.resourceCountIs('AWS::IAM::Role', 0);
    expect(delivery.role.roleArn).toBe('arn:aws:iam::123456789012:role/mine');
  });
});
