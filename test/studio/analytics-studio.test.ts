import { App, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { AnalyticsStudio, AnalyticsStudioProps, StudioConnector, StudioLogLevel, StudioRuntime } from '../../src';
import { nagFindings } from '../support/nag';

const TRIPS = 'arn:aws:kinesis:us-east-1:123456789012:stream/trips';
const INSIGHTS = 'arn:aws:kinesis:us-east-1:123456789012:stream/insights';
const APPLICATION = 'AWS::KinesisAnalyticsV2::Application';

function newStack(): Stack {
  return new Stack(new App(), 'Stack');
}

function studio(props: Partial<AnalyticsStudioProps> = {}, stack = newStack()): AnalyticsStudio {
  return new AnalyticsStudio(stack, 'Studio', { databaseName: 'trips', ...props });
}

function template(construct: AnalyticsStudio): Template {
  return Template.fromStack(Stack.of(construct));
}

function everythingOn(): AnalyticsStudio {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  return studio({
    sourceStreams: [kinesis.Stream.fromStreamAttributes(stack, 'Trips', { streamArn: TRIPS, encryptionKey })],
    targetStreams: [kinesis.Stream.fromStreamAttributes(stack, 'Insights', { streamArn: INSIGHTS, encryptionKey })],
    encryptionKey,
    vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] }),
    autoStart: true,
    stopSchedule: scheduler.ScheduleExpression.cron({ hour: '19', minute: '0' }),
  }, stack);
}

/** Every statement of the notebook's role, inline or not. */
function statementsOf(rendered: Template): { Sid?: string; Action: string | string[]; Resource: unknown }[] {
  const roles = Object.entries(rendered.findResources('AWS::IAM::Role')).filter(([id]) => id.startsWith('StudioRole'));
  const inline = roles.flatMap(([, role]) => role.Properties.Policies);
  const attached = Object.entries(rendered.findResources('AWS::IAM::Policy')).filter(([id]) => id.startsWith('StudioSelfPolicy')).map(([, policy]) => policy.Properties);
  return [...inline, ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

describe('AnalyticsStudio', () => {
  test('is a stopped notebook on Flink 1.15 with the Kinesis connector, one task and the Glue database as catalogue by default', () => {
    const rendered = template(studio());
    rendered.hasResourceProperties(APPLICATION, {
      ApplicationName: Match.absent(),
      ApplicationMode: 'INTERACTIVE',
      RuntimeEnvironment: 'ZEPPELIN-FLINK-3_0',
      ApplicationConfiguration: {
        FlinkApplicationConfiguration: {
          ParallelismConfiguration: { ConfigurationType: 'CUSTOM', Parallelism: 1, ParallelismPerKPU: 1, AutoScalingEnabled: false },
        },
        ZeppelinApplicationConfiguration: {
          MonitoringConfiguration: { LogLevel: 'INFO' },
          CatalogConfiguration: {
            GlueDataCatalogConfiguration: {
              DatabaseARN: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':glue:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':database/trips']] },
            },
          },
          CustomArtifactsConfiguration: [{
            ArtifactType: 'DEPENDENCY_JAR',
            MavenReference: { GroupId: 'org.apache.flink', ArtifactId: 'flink-sql-connector-kinesis', Version: '1.15.4' },
          }],
        },
        VpcConfigurations: Match.absent(),
      },
    });
    rendered.resourceCountIs('Custom::StudioAutoStart', 0);
    rendered.resourceCountIs('AWS::Scheduler::Schedule', 0);
  });

  test('takes runtime, connectors, parallelism, scaling and log level', () => {
    template(studio({
      runtime: StudioRuntime.of('ZEPPELIN-FLINK-4_0'),
      connectors: [StudioConnector.kinesis('1.15.3'), StudioConnector.maven('org.apache.flink', 'flink-connector-kafka', '1.15.4')],
      parallelism: 4,
      parallelismPerKpu: 2,
      autoScaling: true,
      logLevel: StudioLogLevel.WARN,
    })).hasResourceProperties(APPLICATION, {
      RuntimeEnvironment: 'ZEPPELIN-FLINK-4_0',
      ApplicationConfiguration: {
        FlinkApplicationConfiguration: { ParallelismConfiguration: { Parallelism: 4, ParallelismPerKPU: 2, AutoScalingEnabled: true } },
        ZeppelinApplicationConfiguration: {
          MonitoringConfiguration: { LogLevel: 'WARN' },
          CustomArtifactsConfiguration: [
            { MavenReference: { ArtifactId: 'flink-sql-connector-kinesis', Version: '1.15.3' } },
            { MavenReference: { ArtifactId: 'flink-connector-kafka', Version: '1.15.4' } },
          ],
        },
      },
    });
  });

  test('logs to a stream of its own group, kept for a month or as long as said', () => {
    const rendered = template(studio());
    rendered.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete', Properties: { RetentionInDays: 30 } });
    rendered.hasResourceProperties('AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption', {
      ApplicationName: { Ref: Match.stringLikeRegexp('^Studio') },
      CloudWatchLoggingOption: {
        LogStreamARN: {
          'Fn::Sub': ['arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}:log-stream:${Stream}', {
            Group: { Ref: Match.stringLikeRegexp('^StudioLogs') }, Stream: { Ref: Match.stringLikeRegexp('^StudioLogStream') },
          }],
        },
      },
    });
    template(studio({ logRetention: logs.RetentionDays.ONE_WEEK })).allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  test('encrypts its logs and the lifecycle function with the key given', () => {
    const stack = newStack();
    const rendered = template(studio({ encryptionKey: new kms.Key(stack, 'Key') }, stack));
    rendered.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } });
    rendered.hasResourceProperties('AWS::Lambda::Function', { KmsKeyArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } });
  });

  test('sits in the VPC with a security group, and only then manages network interfaces', () => {
    const rendered = template(everythingOn());
    rendered.hasResourceProperties(APPLICATION, {
      ApplicationConfiguration: {
        VpcConfigurations: [{
          SubnetIds: ['subnet-1'],
          SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^StudioSecurityGroup'), 'GroupId'] }],
        }],
      },
    });
    const actions = (rendering: Template): string[] => statementsOf(rendering).flatMap(({ Action }) => Action);
    expect(actions(rendered)).toContain('ec2:CreateNetworkInterface');
    expect(actions(template(studio())).filter((action) => action.startsWith('ec2:'))).toEqual([]);
  });

  test('connects, and starts only when the way is there', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
    const way = new ec2.GatewayVpcEndpoint(stack, 'Way', { vpc, service: ec2.GatewayVpcEndpointAwsService.S3 });
    const construct = studio({ vpc, autoStart: true, dependables: [way] }, stack);
    const broker = new ec2.SecurityGroup(stack, 'Broker', { vpc });
    construct.connections.allowTo(broker, ec2.Port.tcp(9098), 'notebook');
    const rendered = template(construct);
    rendered.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: stack.resolve(broker.securityGroupId), SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^StudioSecurityGroup'), 'GroupId'] }, FromPort: 9098,
    });
    rendered.hasResource('Custom::StudioAutoStart', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^Way')]) });
    expect(studio().connections.securityGroups).toEqual([]);
  });

  test('takes subnets and security groups', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
    const construct = studio({ vpc, vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC }, securityGroups: [securityGroup] }, stack);
    template(construct).hasResourceProperties(APPLICATION, {
      ApplicationConfiguration: { VpcConfigurations: [{ SubnetIds: [{ Ref: Match.stringLikeRegexp('PublicSubnet') }], SecurityGroupIds: ['sg-1'] }] },
    });
  });
});

describe('the role of an AnalyticsStudio', () => {
  test('serves notebooks of this account only', () => {
    template(studio()).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{
          Principal: { Service: 'kinesisanalytics.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }],
      },
    });
  });

  test('has no wildcard action, and `*` as resource only where AWS documents no narrower one', () => {
    const statements = statementsOf(template(everythingOn()));
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
    expect(statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action).sort()).toEqual([
      'ec2:DescribeDhcpOptions', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs', 'glue:GetDatabases',
    ]);
    const [interfaces] = statements.filter(({ Action }) => Action.includes('ec2:CreateNetworkInterface'));
    expect(interfaces.Action).toEqual(['ec2:CreateNetworkInterface', 'ec2:CreateNetworkInterfacePermission', 'ec2:DeleteNetworkInterface']);
    expect(interfaces.Resource).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:', { Ref: 'AWS::Region' }, ':*:*/*']] });
  });

  test('reads the sources and writes the targets, with their keys', () => {
    const statements = statementsOf(template(everythingOn()));
    const resourceOf = (action: string): unknown =>
      statements.filter(({ Action }) => [Action].flat().includes(action)).map(({ Resource }) => Resource);
    expect(resourceOf('kinesis:GetRecords')).toEqual([TRIPS]);
    expect(resourceOf('kinesis:PutRecords')).toEqual([INSIGHTS]);
    expect(resourceOf('kms:Decrypt')).toEqual([{ 'Fn::GetAtt': [expect.stringMatching('^Key'), 'Arn'] }]);
    expect(resourceOf('kms:GenerateDataKey')).toEqual([{ 'Fn::GetAtt': [expect.stringMatching('^Key'), 'Arn'] }]);
  });

  test('touches the one database, and no stream or key when none is given', () => {
    const statements = statementsOf(template(studio()));
    const tables = statements.find(({ Action }) => Action.includes('glue:CreateTable'));
    expect(JSON.stringify(tables?.Resource)).toContain(':table/trips/*');
    expect(statements.flatMap(({ Action }) => Action).filter((action) => /^(kinesis|kms):/.test(action))).toEqual([]);
  });

  test('describes the notebook by a policy that the notebook does not wait for', () => {
    const rendered = template(studio());
    rendered.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{
          Action: 'kinesisanalytics:DescribeApplication',
          Resource: { 'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('^Studio') }])] },
        }],
      },
    });
    const [application] = Object.values(rendered.findResources(APPLICATION));
    expect(application.DependsOn).toBeUndefined();
  });

  test('takes more permissions, for which the start at deployment waits', () => {
    const construct = studio({ autoStart: true });
    construct.role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::jars/udf.jar'] }));
    template(construct).hasResource('Custom::StudioAutoStart', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^StudioRoleDefaultPolicy')]) });
  });
});

describe('the lifecycle of an AnalyticsStudio', () => {
  test('is served by a function that may start, stop and describe this notebook only', () => {
    const rendered = template(studio());
    rendered.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { APPLICATION_NAME: { Ref: Match.stringLikeRegexp('^Studio') } } },
      Timeout: 900,
    });
    rendered.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([{
          Effect: 'Allow',
          Action: ['kinesisanalytics:StartApplication', 'kinesisanalytics:StopApplication', 'kinesisanalytics:DescribeApplication'],
          Resource: { 'Fn::Join': ['', Match.arrayWith([':application/', { Ref: Match.stringLikeRegexp('^Studio') }])] },
        }]),
      },
    });
  });

  test('starts the notebook at deployment when asked, after its log and its policy', () => {
    template(studio({ autoStart: true })).hasResource('Custom::StudioAutoStart', {
      Properties: { ServiceToken: { 'Fn::GetAtt': [Match.stringLikeRegexp('^StudioLifecycleFunction'), 'Arn'] }, ServiceTimeout: '1200' },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^StudioLogging'), Match.stringLikeRegexp('^StudioSelfPolicy')]),
    });
  });

  test('stops the notebook on schedule, with a role that may invoke that function only', () => {
    const rendered = template(studio({ stopSchedule: scheduler.ScheduleExpression.cron({ hour: '19', minute: '0' }) }));
    rendered.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 19 * * ? *)',
      Target: { Input: '{"action":"stop"}', Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^StudioLifecycleFunction'), 'Arn'] } },
    });
    rendered.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'scheduler.amazonaws.com' } }] },
      Policies: [{
        PolicyDocument: { Statement: [{ Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^StudioLifecycleFunction'), 'Arn'] } }] },
      }],
    });
  });
});

describe('what an AnalyticsStudio shows', () => {
  test('has metrics of its own application', () => {
    const construct = studio();
    expect(Stack.of(construct).resolve(construct.metricKpus().toMetricConfig().metricStat)).toMatchObject({
      namespace: 'AWS/KinesisAnalytics',
      metricName: 'KPUs',
      statistic: 'Maximum',
      dimensions: [{ name: 'Application', value: { Ref: expect.stringMatching('^Studio') } }],
    });
    expect(construct.metric('uptime', { statistic: 'Minimum' })).toMatchObject({ metricName: 'uptime', statistic: 'Minimum' });
  });

  test('names its page in the console', () => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1', account: '123456789012' } });
    expect(studio({}, stack).url).toBe('https://eu-west-1.console.aws.amazon.com/flink/home?region=eu-west-1#/dashboard');
  });
});

describe('AnalyticsStudio', () => {
  test.each([0, -1, 1.5])('fails with a parallelism of %p', (parallelism) => {
    expect(() => studio({ parallelism })).toThrow(`AnalyticsStudio Stack/Studio: parallelism must be an integer of at least 1, got ${parallelism}: 1 is the cheapest`);
  });

  test.each([0, 9, 2.5])('fails with %p tasks per unit', (parallelismPerKpu) => {
    expect(() => studio({ parallelismPerKpu })).toThrow(`parallelismPerKpu must be an integer between 1 and 8, got ${parallelismPerKpu}`);
  });

  test('fails with more than 50 connectors', () => {
    expect(() => studio({ connectors: Array.from({ length: 51 }, () => StudioConnector.kinesis()) })).toThrow('connectors must be at most 50, got 51: leave some out');
  });

  test('fails with subnets or security groups without a VPC, naming both', () => {
    expect(() => studio({ vpcSubnets: {}, securityGroups: [] }))
      .toThrow(/2 problems:\n {2}- vpcSubnets needs a vpc, got none: .*\n {2}- securityGroups needs a vpc, got none: add vpc, or leave securityGroups out/);
  });

  test('takes tokens', () => {
    const token = Token.asNumber({ Ref: 'Parameter' });
    template(studio({ databaseName: Token.asString({ Ref: 'Database' }), parallelism: token, parallelismPerKpu: token })).hasResourceProperties(APPLICATION, {
      ApplicationConfiguration: { FlinkApplicationConfiguration: { ParallelismConfiguration: { Parallelism: { Ref: 'Parameter' } } } },
    });
  });

  test('fits twice in one stack, without a cycle', () => {
    const stack = newStack();
    new AnalyticsStudio(stack, 'One', { databaseName: 'one', autoStart: true });
    new AnalyticsStudio(stack, 'Two', { databaseName: 'two', autoStart: true });
    Template.fromStack(stack).resourceCountIs(APPLICATION, 2);
  });

  test.each([['by default', () => studio()], ['with everything on', everythingOn]])('leaves cdk-nag nothing to find %s', (_, make) => {
    expect(nagFindings(Stack.of(make()))).toEqual([]);
  });

  test('leaves cdk-nag nothing to find when its database is in another stack', () => {
    const app = new App();
    const database = new kms.Key(new Stack(app, 'Other'), 'NamesADatabase').keyId;
    const stack = new Stack(app, 'Stack');
    studio({ databaseName: database }, stack);
    app.synth();
    expect(nagFindings(stack)).toEqual([]);
  });

  test('defines ten resources by default', () => {
    expect(Object.keys(template(studio()).toJSON().Resources)).toHaveLength(10);
  });
});
