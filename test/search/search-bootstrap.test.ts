import { CfnWaitConditionHandle, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { configOf, everythingOn, insights, newStack, statementsOf, streamIn, synthesize, trips, vpcIn, withStreams } from './indexers';
import { SearchIndexerProps } from '../../src';

describe('the bootstrap of a SearchIndexer', () => {
  test('is a custom resource served by the function itself, after its policy', () => {
    synthesize().hasResource('Custom::SearchBootstrap', {
      Properties: {
        ServiceToken: { 'Fn::GetAtt': [Match.stringLikeRegexp('^IndexerBootstrapFunction'), 'Arn'] },
        ServiceTimeout: '600',
        Endpoint: { 'Fn::GetAtt': [Match.stringLikeRegexp('^IndexerSearch'), 'DomainEndpoint'] },
        Config: Match.stringLikeRegexp('^[0-9a-f]{64}$'),
        WriterRole: Match.absent(),
      },
      DependsOn: [Match.stringLikeRegexp('^IndexerBootstrapAccess')],
    });
  });

  test('runs after the rules of its security groups and what else it is told to wait for', () => {
    const stack = newStack();
    const vpc = vpcIn(stack);
    const group = new ec2.SecurityGroup(stack, 'Functions', { vpc });
    group.addEgressRule(ec2.Peer.prefixList('pl-1'), ec2.Port.tcp(443));
    const routes = new CfnWaitConditionHandle(stack, 'Routes');
    const [{ DependsOn }] = Object.values(synthesize({ vpc, securityGroups: [group], dependables: [routes] }, stack).findResources('Custom::SearchBootstrap'));
    expect(DependsOn).toEqual([expect.stringMatching('^Functions'), expect.stringMatching('^IndexerBootstrapAccess'), 'Routes']);
  });

  test('carries a template for each index', () => {
    const construct = withStreams((stack) => [{ stream: streamIn(stack, 'trips'), schema: trips }, { stream: streamIn(stack, 'insights'), schema: insights, index: 'hours' }]);
    const { indexTemplates } = configOf(Stack.of(construct), 'IndexerBootstrapFunction');
    expect(indexTemplates).toEqual([
      {
        name: 'trips',
        body: {
          index_patterns: ['trips', 'trips-*'],
          priority: 105,
          template: {
            settings: {
              'index.number_of_shards': 1,
              'index.auto_expand_replicas': '0-1',
              'index.search.slowlog.threshold.query.warn': '10s',
              'index.indexing.slowlog.threshold.index.warn': '10s',
            },
            mappings: {
              dynamic: 'false',
              properties: { trip_id: { type: 'keyword', ignore_above: 8191 }, pickup_at: { type: 'date', format: 'strict_date_optional_time' } },
            },
          },
        },
      },
      expect.objectContaining({ name: 'hours' }),
    ]);
  });

  test('ranks the template of the longer name first where their patterns overlap', () => {
    const construct = withStreams((stack) => [{ stream: streamIn(stack, 'trips'), schema: trips }, { stream: streamIn(stack, 'eu'), schema: insights, index: 'trips-eu' }]);
    expect(configOf(Stack.of(construct), 'IndexerBootstrapFunction').indexTemplates).toMatchObject([
      { body: { index_patterns: ['trips', 'trips-*'], priority: 105 } },
      { body: { index_patterns: ['trips-eu', 'trips-eu-*'], priority: 108 } },
    ]);
  });

  test('runs again when a template changes, and only then', () => {
    const hash = (props: Partial<SearchIndexerProps>): string => {
      const [resource] = Object.values(synthesize(props).findResources('Custom::SearchBootstrap'));
      return resource.Properties.Config;
    };
    expect(hash({ batchSize: 5 })).toBe(hash({}));
    expect(hash({ documentRetention: Duration.days(30) })).not.toBe(hash({}));
    expect(hash({ replicas: 2 })).not.toBe(hash({}));
    expect(hash({ primaryShards: 2 })).not.toBe(hash({}));
  });

  test('may get and put these templates and nothing else', () => {
    const statements = statementsOf(synthesize(), 'IndexerBootstrapFunctionRole').filter(({ Action }) => [Action].flat().some((action) => !action.startsWith('logs:')));
    const path = (text: string) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching('^IndexerSearch'), 'Arn'] }, `/${text}`]] });
    expect(statements).toEqual([
      { Effect: 'Allow', Action: 'es:ESHttpGet', Resource: ['_plugins/_ism/policies/trips-lifetime', '_alias/trips', '_plugins/_ism/explain/trips-*'].map(path) },
      { Effect: 'Allow', Action: 'es:ESHttpPut', Resource: ['_index_template/trips', '_plugins/_ism/policies/trips-lifetime', 'trips-000001'].map(path) },
      { Effect: 'Allow', Action: 'es:ESHttpPost', Resource: ['_aliases', '_plugins/_ism/add/trips-*', '_plugins/_ism/change_policy/trips-*'].map(path) },
    ]);
  });

  test('works as the internal user where there is one, and gives the indexer its role', () => {
    const stack = everythingOn();
    expect(configOf(stack, 'IndexerBootstrapFunction').writerSecurityRole).toEqual({
      name: 'indexer-of-trips-insights-of-trips',
      body: {
        cluster_permissions: ['indices:data/write/bulk'],
        index_permissions: [{
          index_patterns: ['trips', 'trips-*', 'insights-of-trips', 'insights-of-trips-*'],
          allowed_actions: ['write', 'search', 'indices:admin/aliases/get'],
        }],
      },
    });
    const rendered = Template.fromStack(stack);
    rendered.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          SEARCH_ENDPOINT: Match.anyValue(),
          MASTER_USER_SECRET: { Ref: Match.stringLikeRegexp('^SearchMasterUser') },
          WRITER_ROLE: { 'Fn::GetAtt': [Match.stringLikeRegexp('^IndexerFunctionRole'), 'Arn'] },
        },
      },
    });
    // with the ARN of a role that CloudFormation has replaced it runs again
    rendered.hasResourceProperties('Custom::SearchBootstrap', { WriterRole: { 'Fn::GetAtt': [Match.stringLikeRegexp('^IndexerFunctionRole'), 'Arn'] } });
    expect(statementsOf(rendered, 'IndexerBootstrapFunctionRole')).toEqual(expect.arrayContaining([
      { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { Ref: expect.stringMatching('^SearchMasterUser') } },
    ]));
  });
});
