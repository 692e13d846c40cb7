import { App, RemovalPolicy, Size, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { SearchAccess, SearchDomain, SearchDomainProps, SearchEngineVersion } from '../../src';
import { nagFindings } from '../support/nag';

const DOMAIN = 'AWS::OpenSearchService::Domain';
const ZONES = ['a', 'b', 'c'];

function newStack(): Stack {
  return new Stack(new App(), 'Stack');
}

function search(props: SearchDomainProps = {}, stack = newStack()): SearchDomain {
  return new SearchDomain(stack, 'Search', props);
}

function synthesize(props: SearchDomainProps = {}, stack = newStack()): Template {
  search(props, stack);
  return Template.fromStack(stack);
}

function vpcIn(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1', availabilityZones: ZONES, isolatedSubnetIds: ZONES.map((zone) => `isolated-${zone}`), privateSubnetIds: ZONES.map((zone) => `private-${zone}`),
  });
}

function everythingOn(): Stack {
  const stack = newStack();
  search({
    dataNodes: 3,
    instanceType: 'r7g.large.search',
    dedicatedManagers: 3,
    availabilityZones: 3,
    volumeSize: Size.gibibytes(100),
    access: SearchAccess.internalUser(),
    administrators: [new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() })],
    vpc: vpcIn(stack),
    encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
    createServiceLinkedRole: true,
  }, stack);
  return stack;
}

describe('SearchDomain', () => {
  test('is one small node, encrypted everywhere, retained, and not on standby by default', () => {
    synthesize().hasResource(DOMAIN, {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdatePolicy: { EnableVersionUpgrade: true },
      Properties: {
        DomainName: Match.absent(),
        EngineVersion: 'OpenSearch_2.19',
        ClusterConfig: {
          InstanceCount: 1, InstanceType: 't3.small.search', DedicatedMasterEnabled: false, ZoneAwarenessEnabled: false, MultiAZWithStandbyEnabled: false,
        },
        EBSOptions: { EBSEnabled: true, VolumeSize: 10, VolumeType: 'gp3' },
        EncryptionAtRestOptions: { Enabled: true, KmsKeyId: Match.absent() },
        NodeToNodeEncryptionOptions: { Enabled: true },
        DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
        SoftwareUpdateOptions: { AutoSoftwareUpdateEnabled: true },
        AdvancedSecurityOptions: Match.absent(),
        VPCOptions: Match.absent(),
      },
    });
  });

  test('says that it is not on standby even where a feature flag would have it so', () => {
    const stack = new Stack(new App({ context: { '@aws-cdk/aws-opensearchservice:enableOpensearchMultiAzWithStandby': true } }));
    synthesize({}, stack).hasResourceProperties(DOMAIN, { ClusterConfig: { MultiAZWithStandbyEnabled: false } });
  });

  test('spreads nodes over zones, with a zone on standby when the size allows one', () => {
    const construct = search({ availabilityZones: 3, dedicatedManagers: 3, dataNodes: 6, instanceType: 'm7g.large.search' });
    Template.fromStack(Stack.of(construct)).hasResourceProperties(DOMAIN, {
      ClusterConfig: {
        InstanceCount: 6,
        InstanceType: 'm7g.large.search',
        DedicatedMasterEnabled: true,
        DedicatedMasterCount: 3,
        DedicatedMasterType: 'm7g.large.search',
        ZoneAwarenessEnabled: true,
        ZoneAwarenessConfig: { AvailabilityZoneCount: 3 },
        MultiAZWithStandbyEnabled: true,
      },
    });
    expect(construct.replicas).toBe(2);
  });

  test.each<SearchDomainProps>([
    { availabilityZones: 3, dedicatedManagers: 3, instanceType: 't3.medium.search' },
    { availabilityZones: 3, dedicatedManagers: 3, instanceType: 'm7g.large.search', managerInstanceType: 't3.medium.search' },
    { availabilityZones: 3, dedicatedManagers: 3, instanceType: 'm7g.large.search', dataNodes: 4 },
    { availabilityZones: 3, instanceType: 'm7g.large.search' },
    { availabilityZones: 2, dedicatedManagers: 3, instanceType: 'm7g.large.search' },
  ])('has no zone on standby with %j', (props) => {
    const construct = search(props);
    Template.fromStack(Stack.of(construct)).hasResourceProperties(DOMAIN, {
      ClusterConfig: { ZoneAwarenessEnabled: true, MultiAZWithStandbyEnabled: false },
    });
    expect(construct.replicas).toBe(1);
  });

  test('takes engine version, disk, removal policy and log retention', () => {
    const rendered = synthesize({
      engineVersion: SearchEngineVersion.OPENSEARCH_3_5,
      volumeSize: Size.gibibytes(50),
      removalPolicy: RemovalPolicy.DESTROY,
      logRetention: logs.RetentionDays.ONE_WEEK,
    });
    rendered.hasResource(DOMAIN, { DeletionPolicy: 'Delete', Properties: { EngineVersion: 'OpenSearch_3.5', EBSOptions: { VolumeSize: 50 } } });
    rendered.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  test('encrypts data, logs and the password with the key given', () => {
    const stack = newStack();
    const rendered = synthesize({ encryptionKey: new kms.Key(stack, 'Key'), vpc: vpcIn(stack), access: SearchAccess.internalUser() }, stack);
    rendered.hasResourceProperties(DOMAIN, { EncryptionAtRestOptions: { KmsKeyId: { Ref: Match.stringLikeRegexp('^Key') } } });
    rendered.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } });
    rendered.hasResourceProperties('AWS::SecretsManager::Secret', { KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } });
  });

  test('sits in isolated subnets, one for each zone, in a group that lets nobody in or out', () => {
    const stack = newStack();
    const rendered = synthesize({ vpc: vpcIn(stack), availabilityZones: 2 }, stack);
    rendered.hasResourceProperties(DOMAIN, {
      VPCOptions: {
        SubnetIds: ['isolated-a', 'isolated-b'],
        SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^SearchSecurityGroup'), 'GroupId'] }],
      },
    });
    rendered.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
  });

  test('takes subnets and security groups, and lets in whom it is told to', () => {
    const stack = newStack();
    const securityGroups = [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')];
    const construct = search({ vpc: vpcIn(stack), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, securityGroups }, stack);
    construct.connections.allowDefaultPortFrom(ec2.Peer.ipv4('10.0.0.0/16'));
    const rendered = Template.fromStack(stack);
    rendered.hasResourceProperties(DOMAIN, { VPCOptions: { SubnetIds: ['private-a'], SecurityGroupIds: ['sg-1'] } });
    rendered.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-1', FromPort: 443, ToPort: 443 });
  });

  test('names its endpoint, its Dashboards and its metrics', () => {
    const construct = search();
    const stack = Stack.of(construct);
    const endpoint = { 'Fn::GetAtt': [expect.stringMatching('^Search'), 'DomainEndpoint'] };
    expect(stack.resolve(construct.endpoint)).toEqual(endpoint);
    expect(stack.resolve(construct.dashboardsUrl)).toEqual({ 'Fn::Join': ['', ['https://', endpoint, '/_dashboards']] });
    expect(stack.resolve(construct.metric('FreeStorageSpace').toMetricConfig().metricStat)).toMatchObject({
      namespace: 'AWS/ES',
      metricName: 'FreeStorageSpace',
      dimensions: [{ name: 'ClientId' }, { name: 'DomainName', value: { Ref: expect.stringMatching('^Search') } }],
    });
  });
});

describe('the logs of a SearchDomain', () => {
  test('are the slow ones and the errors, in one group, with no custom resource', () => {
    const rendered = synthesize();
    const { LogPublishingOptions } = Object.values(rendered.findResources(DOMAIN))[0].Properties;
    expect(Object.keys(LogPublishingOptions).sort()).toEqual(['ES_APPLICATION_LOGS', 'INDEX_SLOW_LOGS', 'SEARCH_SLOW_LOGS']);
    rendered.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    rendered.resourceCountIs('AWS::Logs::LogGroup', 1);
    expect(Object.values(rendered.toJSON().Resources)).not.toContainEqual(expect.objectContaining({ Type: expect.stringMatching('^Custom::') }));
  });

  test('share one resource policy among the domains of a stack, for which each domain waits', () => {
    const stack = newStack();
    new SearchDomain(stack, 'One');
    new SearchDomain(stack, 'Two');
    const rendered = Template.fromStack(stack);
    rendered.resourceCountIs('AWS::Logs::ResourcePolicy', 1);
    const [[policyId, policy]] = Object.entries(rendered.findResources('AWS::Logs::ResourcePolicy'));
    expect(policy.Properties.PolicyName).toBe('Stack-search-logs');
    const document = JSON.stringify(policy.Properties.PolicyDocument);
    expect(document).toMatch(/OneLogs/);
    expect(document).toMatch(/TwoLogs/);
    expect(document).toMatch(/aws:SourceAccount/);
    for (const domain of Object.values(rendered.findResources(DOMAIN))) {
      expect(domain.DependsOn).toEqual([policyId]);
    }
  });
});

describe('the access to a SearchDomain', () => {
  const actions = ['es:ESHttpDelete', 'es:ESHttpGet', 'es:ESHttpHead', 'es:ESHttpPatch', 'es:ESHttpPost', 'es:ESHttpPut'];
  const anyDomain = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':es:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':domain/*']] };

  test('is left to IAM by default, named by a pattern', () => {
    synthesize().hasResourceProperties(DOMAIN, {
      AccessPolicies: {
        Statement: [{
          Effect: 'Allow',
          Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } },
          Action: actions,
          Resource: anyDomain,
        }],
      },
    });
  });

  test('of an internal user is by a generated password', () => {
    const stack = newStack();
    const construct = search({ vpc: vpcIn(stack), access: SearchAccess.internalUser('chief') }, stack);
    const rendered = Template.fromStack(stack);
    rendered.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { SecretStringTemplate: '{"username":"chief"}', GenerateStringKey: 'password', PasswordLength: 32 },
    });
    rendered.hasResourceProperties(DOMAIN, {
      AdvancedSecurityOptions: {
        Enabled: true,
        InternalUserDatabaseEnabled: true,
        MasterUserOptions: {
          MasterUserName: 'chief',
          MasterUserPassword: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: Match.stringLikeRegexp('^SearchMasterUser') }, ':SecretString:password::}}']] },
        },
      },
      AccessPolicies: { Statement: [{ Principal: { AWS: '*' }, Action: actions, Resource: anyDomain }] },
    });
    expect(construct.masterUserSecret).toBeDefined();
    expect(search().masterUserSecret).toBeUndefined();
  });

  test('is given to administrators by a policy apart, on the data of this domain', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
    synthesize({ administrators: [role] }, stack).hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('^Analyst') }],
      PolicyDocument: { Statement: [{ Action: actions, Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^Search'), 'Arn'] }, '/*']] } }] },
    });
  });

  test('is given to administrators by the password of the internal user', () => {
    Template.fromStack(everythingOn()).hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('^Analyst') }],
      PolicyDocument: {
        Statement: [
          { Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], Resource: { Ref: Match.stringLikeRegexp('^SearchMasterUser') } },
          { Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } },
        ],
      },
    });
  });

  test('of the service to a VPC is by a role that the account has, or that is defined on request', () => {
    const stack = newStack();
    search({ vpc: vpcIn(stack) }, stack);
    Annotations.fromStack(stack).hasInfo('/Stack/Search', Match.stringLikeRegexp('aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com'));
    const onRequest = everythingOn();
    Annotations.fromStack(onRequest).hasNoInfo('/Stack/Search', Match.anyValue());
    Template.fromStack(onRequest).hasResourceProperties('AWS::IAM::ServiceLinkedRole', { AWSServiceName: 'opensearchservice.amazonaws.com' });
  });
});

describe('SearchDomain', () => {
  test('takes an existing domain, defines none and still lets administrators in', () => {
    const stack = newStack();
    const existingDomain = opensearch.Domain.fromDomainEndpoint(stack, 'Existing', 'https://search-existing-abc.eu-west-1.es.amazonaws.com');
    const role = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
    const construct = search({ existingDomain, administrators: [role] }, stack);
    expect(construct.domain).toBe(existingDomain);
    expect(construct.endpoint).toBe('search-existing-abc.eu-west-1.es.amazonaws.com');
    const rendered = Template.fromStack(stack);
    rendered.resourceCountIs(DOMAIN, 0);
    rendered.resourceCountIs('AWS::IAM::Policy', 1);
    expect(nagFindings(stack)).toEqual([]);
    expect(() => construct.connections).toThrow('SearchDomain Stack/Search: connections of an existing domain are not known');
  });

  test('fails with an existing domain and options for a new one', () => {
    const stack = newStack();
    const existingDomain = opensearch.Domain.fromDomainEndpoint(stack, 'Existing', 'https://search-existing-abc.eu-west-1.es.amazonaws.com');
    expect(() => search({ existingDomain, dataNodes: 2, access: SearchAccess.iam() }, stack))
      .toThrow('existingDomain takes a resource as it is, so dataNodes, access cannot be set with it');
  });

  test.each<[SearchDomainProps, string]>([
    [{ dataNodes: 0 }, 'dataNodes must be an integer between 1 and 1002, got 0'],
    [{ dataNodes: 1.5 }, 'dataNodes must be an integer between 1 and 1002, got 1.5'],
    [{ availabilityZones: 4 }, 'availabilityZones must be an integer between 1 and 3, got 4'],
    [{ availabilityZones: 2, dataNodes: 3 }, 'dataNodes must be even on 2 availabilityZones, got 3: use 4'],
    [{ availabilityZones: 3, dataNodes: 2 }, 'dataNodes must be at least 3 on 3 availabilityZones, got 2: use 3'],
    [{ dedicatedManagers: 2 }, 'dedicatedManagers must be 0, 3 or 5, got 2'],
    [{ instanceType: 't3.small' }, 'instanceType must end with .search, got "t3.small": use for example t3.small.search'],
    [{ managerInstanceType: 'm7g.large' }, 'managerInstanceType must end with .search, got "m7g.large": use for example m7g.large.search'],
    [{ volumeSize: Size.gibibytes(9) }, 'volumeSize must be at least 10 GiB in whole GiB, got 9 GiB'],
    [{ volumeSize: Size.mebibytes(10.5 * 1024) }, 'volumeSize must be at least 10 GiB in whole GiB, got 10.5 GiB'],
    [{ volumeSize: Size.gibibytes(101) }, 'volumeSize must be at most 100 GiB on t3.small.search, got 101 GiB'],
    [{ volumeSize: Size.gibibytes(201), instanceType: 't3.medium.search' }, 'volumeSize must be at most 200 GiB on t3.medium.search, got 201 GiB'],
    [{ dataNodes: 11, instanceType: 't3.medium.search' }, 'dataNodes must be at most 10 of t3.medium.search, got 11'],
    [{ access: SearchAccess.internalUser() }, 'access: SearchAccess.internalUser() needs a vpc, got none'],
    [{ vpcSubnets: {} }, 'vpcSubnets needs a vpc, got none: add vpc, or leave vpcSubnets out'],
    [{ securityGroups: [] }, 'securityGroups needs a vpc, got none: add vpc, or leave securityGroups out'],
  ])('fails with %j', (props, message) => {
    expect(() => search(props)).toThrow(`SearchDomain Stack/Search: ${message}`);
  });

  test('fails with every problem in one message', () => {
    expect(() => search({ dataNodes: 0, dedicatedManagers: 1, instanceType: 'x' })).toThrow(/SearchDomain Stack\/Search has 3 problems:/);
  });

  test('takes tokens', () => {
    const number = Token.asNumber({ Ref: 'Nodes' });
    synthesize({ dataNodes: number, instanceType: Token.asString({ Ref: 'Type' }), volumeSize: Size.gibibytes(number) }).hasResourceProperties(DOMAIN, {
      ClusterConfig: { InstanceCount: { Ref: 'Nodes' }, InstanceType: { Ref: 'Type' }, MultiAZWithStandbyEnabled: false },
      EBSOptions: { VolumeSize: { Ref: 'Nodes' } },
    });
  });

  test.each([
    ['by default', () => Stack.of(search())],
    ['in a VPC', () => {
      const stack = newStack();
      return Stack.of(search({ vpc: vpcIn(stack), administrators: [new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() })] }, stack));
    }],
    ['with everything on', everythingOn],
  ])('leaves cdk-nag nothing to find %s', (_, make) => {
    expect(nagFindings(make())).toEqual([]);
  });

  test('defines three resources by default', () => {
    expect(Object.keys(synthesize().toJSON().Resources)).toHaveLength(3);
  });
});

describe('SearchEngineVersion', () => {
  test('of takes versions that are not known yet', () => {
    synthesize({ engineVersion: SearchEngineVersion.of('3.7') }).hasResourceProperties(DOMAIN, { EngineVersion: 'OpenSearch_3.7' });
  });

  test.each(['2.5', '1.3', 'OpenSearch_3.7', '3', ''])('fails with %p', (version) => {
    expect(() => SearchEngineVersion.of(version))
      .toThrow(`SearchEngineVersion.of: version must be a version of OpenSearch from 2.7 on, as <major>.<minor>, got ${JSON.stringify(version)}`);
  });
});
