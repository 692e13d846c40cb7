import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { PipelineFunction, PipelineFunctionProps } from '../../src/private/pipeline-function';

const props: PipelineFunctionProps = {
  functionName: 'indexer',
  description: 'Indexes',
  withoutDeadLetterQueue: 'batches that fail are kept among the dead letters',
  timeout: Duration.minutes(1),
  memorySize: 256,
  logRetention: logs.RetentionDays.ONE_MONTH,
};

function synthesize(options: (stack: Stack) => Partial<PipelineFunctionProps> = () => ({})): Template {
  const stack = new Stack(new App(), 'Stack');
  new PipelineFunction(stack, 'Indexer', { ...props, ...options(stack) });
  return Template.fromStack(stack);
}

describe('PipelineFunction', () => {
  test('runs on the newest Node.js and ARM, with its own role and log group', () => {
    synthesize(() => ({ environment: { SEARCH_ENDPOINT: 'search' } })).hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Description: 'Indexes',
      Timeout: 60,
      MemorySize: 256,
      Role: { 'Fn::GetAtt': [Match.stringLikeRegexp('^IndexerRole'), 'Arn'] },
      LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^IndexerLogs') } },
      Environment: { Variables: { SEARCH_ENDPOINT: 'search' } },
      KmsKeyArn: Match.absent(),
      VpcConfig: Match.absent(),
    });
  });

  test('keeps its log as long as told, and takes it along when it goes', () => {
    synthesize(() => ({ logRetention: logs.RetentionDays.THREE_DAYS })).hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Delete',
      Properties: { RetentionInDays: 3 },
    });
  });

  test('may write to its log group and nothing else', () => {
    const template = synthesize();
    template.resourceCountIs('AWS::IAM::Policy', 1);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^IndexerLogs'), 'Arn'] },
        }],
      },
    });
    template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });

  test('encrypts log and environment with the key given', () => {
    const template = synthesize((stack) => ({ encryptionKey: new kms.Key(stack, 'Key'), environment: { NAME: 'value' } }));
    const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };
    template.hasResourceProperties('AWS::Lambda::Function', { KmsKeyArn: key });
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: key });
  });

  test('may make its network interfaces in a VPC, and only there', () => {
    const inVpc = synthesize((stack) => ({ vpc: new ec2.Vpc(stack, 'Vpc') }));
    inVpc.hasResourceProperties('AWS::Lambda::Function', { VpcConfig: { SubnetIds: Match.anyValue(), SecurityGroupIds: Match.anyValue() } });
    inVpc.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          { Effect: 'Allow', Action: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'], Resource: '*' },
          {
            Effect: 'Allow',
            Action: ['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
            Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:', { Ref: 'AWS::Region' }, ':*:*/*']] },
          },
        ]),
      },
    });
    expect(JSON.stringify(synthesize().toJSON())).not.toContain('ec2:');
  });

  test('says in the template why it has no dead-letter queue', () => {
    synthesize().hasResource('AWS::Lambda::Function', {
      Metadata: { checkov: { skip: [{ id: 'CKV_AWS_116', comment: 'batches that fail are kept among the dead letters' }] } },
    });
  });

  test('waits for the policy of its role, which waits for the role', () => {
    const template = synthesize();
    const [policy] = Object.keys(template.findResources('AWS::IAM::Policy'));
    template.hasResource('AWS::Lambda::Function', { DependsOn: [policy] });
    template.hasResourceProperties('AWS::IAM::Policy', { Roles: [{ Ref: Match.stringLikeRegexp('^IndexerRole') }] });
  });

  test('fits twice into one stack', () => {
    const stack = new Stack(new App(), 'Stack');
    new PipelineFunction(stack, 'First', props);
    new PipelineFunction(stack, 'Second', props);
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 2);
  });

  test.each(['default', 'fully optioned'])('has no finding of AWS Solutions, %s', (variant) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], isolatedSubnetIds: ['subnet-1'] });
    const options: Partial<PipelineFunctionProps> = {
      config: { schemas: [] },
      environment: { NAME: 'value' },
      encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    };
    new PipelineFunction(stack, 'Indexer', variant === 'default' ? props : { ...props, ...options });
    expect(new AwsSolutionsChecks(app).validateScope(stack).violations).toEqual([]);
  });
});
