import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import { StreamIngestion, StreamIngestionProps } from '../../src';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function defined(props: (stack: Stack) => StreamIngestionProps = () => ({})): { stack: Stack; ingestion: StreamIngestion; role: iam.Role } {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111111111111', region: 'us-east-1' } });
  const ingestion = new StreamIngestion(stack, 'Ingestion', props(stack));
  return { stack, ingestion, role: new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }) };
}

function statements(stack: Stack): Statement[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

/** Each action with the resources it is allowed on. */
function allowed(stack: Stack): { [action: string]: unknown } {
  return Object.fromEntries(statements(stack).flatMap(({ Action, Resource }) => [Action].flat().map((action) => [action, [Resource].flat()])));
}

const stream = { 'Fn::GetAtt': [expect.stringMatching('^Ingestion'), 'Arn'] };
const existingStream = (stack: Stack): StreamIngestionProps =>
  ({ existingStream: kinesis.Stream.fromStreamArn(stack, 'Existing', 'arn:aws:kinesis:us-east-1:111111111111:stream/existing') });

describe('grantKclConsumer', () => {
  const table = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:dynamodb:us-east-1:111111111111:table/${name}`]] });
  const tables = [table('taxi'), table('taxi-WorkerMetricStats'), table('taxi-CoordinatorState')];
  const consumers = { 'Fn::Join': ['', [stream, '/consumer/taxi:*']] };

  test('allows what the KCL 3 is documented to need, and no more', () => {
    const { stack, ingestion, role } = defined();
    ingestion.grantKclConsumer(role, 'taxi');
    expect(allowed(stack)).toEqual({
      'kinesis:DescribeStream': [stream],
      'kinesis:DescribeStreamSummary': [stream],
      'kinesis:RegisterStreamConsumer': [stream],
      'kinesis:GetRecords': [stream],
      'kinesis:GetShardIterator': [stream],
      'kinesis:ListShards': [stream],
      'kinesis:SubscribeToShard': [consumers],
      'kinesis:DescribeStreamConsumer': [consumers],
      'dynamodb:CreateTable': tables,
      'dynamodb:DescribeTable': tables,
      'dynamodb:Scan': tables,
      'dynamodb:GetItem': tables,
      'dynamodb:PutItem': tables,
      'dynamodb:UpdateItem': tables,
      'dynamodb:DeleteItem': tables,
      'dynamodb:UpdateTable': [table('taxi')],
      'dynamodb:Query': [table('taxi/index/LeaseOwnerToLeaseKeyIndex')],
      'cloudwatch:PutMetricData': ['*'],
    });
  });

  test('publishes metrics in the namespace of the application alone', () => {
    const { stack, ingestion, role } = defined();
    ingestion.grantKclConsumer(role, 'taxi');
    expect(statements(stack).filter(({ Resource }) => Resource === '*')).toEqual([
      { Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*', Condition: { StringEquals: { 'cloudwatch:namespace': 'taxi' } } },
    ]);
  });

  test('lets the consumer decrypt what a customer managed key encrypts', () => {
    const { stack, ingestion, role } = defined((scope) => ({ encryptionKey: new kms.Key(scope, 'Key') }));
    ingestion.grantKclConsumer(role, 'taxi');
    expect(allowed(stack)).toHaveProperty('kms:Decrypt');
  });

  test('works on an existing stream, and for a name that is known at deployment', () => {
    const { stack, ingestion, role } = defined(existingStream);
    ingestion.grantKclConsumer(role, new CfnParameter(stack, 'Application').valueAsString);
    expect(statements(stack)).toContainEqual(expect.objectContaining({ Condition: { StringEquals: { 'cloudwatch:namespace': { Ref: 'Application' } } } }));
  });

  test.each(['', 'ab', 'a b', 'taxi/trips', 'a'.repeat(238)])('fails with the application name %p', (name) => {
    const { ingestion, role } = defined();
    expect(() => ingestion.grantKclConsumer(role, name))
      .toThrow(`applicationName must be 3 to 237 letters, digits, dots, hyphens and underscores, got ${JSON.stringify(name)}`);
  });

  test('fails for who has no policy of its own', () => {
    expect(() => defined().ingestion.grantKclConsumer(new iam.AccountPrincipal('222222222222'), 'taxi')).toThrow('could not be added');
  });
});

describe('another account', () => {
  const other = new iam.AccountPrincipal('222222222222');
  const policy = (Action: unknown) => ({ ResourcePolicy: { Statement: [Match.objectLike({ Action, Effect: 'Allow' })] } });
  const warnings = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));

  test('puts records by the stream\'s resource policy, with a key that it may use', () => {
    const { stack, ingestion } = defined((scope) => ({ encryptionKey: new kms.Key(scope, 'Key') }));
    ingestion.grantWrite(other);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Kinesis::ResourcePolicy', policy(['kinesis:ListShards', 'kinesis:PutRecord', 'kinesis:PutRecords']));
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { AWS: Match.anyValue() }, Action: Match.arrayWith(['kms:Encrypt']) })]) } });
    expect(warnings(stack)).toEqual([]);
  });

  test('reads records by the same policy', () => {
    const { stack, ingestion } = defined();
    ingestion.grantRead(other);
    Template.fromStack(stack).hasResourceProperties('AWS::Kinesis::ResourcePolicy', policy(Match.arrayWith(['kinesis:GetRecords'])));
  });

  test('gets what a statement of one\'s own says', () => {
    const { stack, ingestion } = defined();
    ingestion.addToResourcePolicy(new iam.PolicyStatement({ principals: [other], actions: ['kinesis:PutRecord'], resources: [ingestion.stream.streamArn] }));
    Template.fromStack(stack).hasResourceProperties('AWS::Kinesis::ResourcePolicy', policy('kinesis:PutRecord'));
  });

  test('cannot use the key that Kinesis manages, which a warning says', () => {
    const { stack, ingestion } = defined();
    ingestion.grantWrite(other);
    expect(warnings(stack)).toEqual([expect.stringContaining('which no other account can use')]);
  });

  test('needs no policy for who is of this one', () => {
    const { stack, ingestion, role } = defined();
    ingestion.grantWrite(role);
    ingestion.grantRead(role);
    Template.fromStack(stack).resourceCountIs('AWS::Kinesis::ResourcePolicy', 0);
    expect(warnings(stack)).toEqual([]);
  });

  test('fails to get anything on an existing stream, whose policy is elsewhere', () => {
    const { ingestion } = defined(existingStream);
    const unchangeable = 'the resource policy of an existing stream cannot be changed from here, got a grant to another account on existing';
    expect(() => ingestion.grantWrite(other)).toThrow(unchangeable);
    expect(() => ingestion.grantRead(other)).toThrow(unchangeable);
    expect(() => ingestion.addToResourcePolicy(new iam.PolicyStatement())).toThrow('cannot be changed from here, got a statement on existing');
  });
});
