import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addPipeline, averages, Props, readings, stackOf, VARIANTS } from './variants';
import { SearchAccess, StreamingAnalyticsPipeline } from '../../src';
import type { IndexerConfig } from '../../src/search/indexer-config';
import { cycles } from '../support/dependencies';
import { functionConfigs } from '../support/function-configs';
import { nagFindings } from '../support/nag';

function pipeline(props: Props): StreamingAnalyticsPipeline {
  return new StreamingAnalyticsPipeline(new Stack(), 'Pipeline', { schema: readings, ...props });
}

function size(template: Template): { resources: number; bytes: number } {
  const json = template.toJSON();
  return { resources: Object.keys(json.Resources).length, bytes: JSON.stringify(json, undefined, 1).length };
}

describe.each(Object.keys(VARIANTS))('a pipeline, %s', (variant) => {
  test('has no finding that nobody acknowledged', () => {
    expect(nagFindings(stackOf(variant))).toEqual([]);
  });

  test('synthesizes to the same template twice', () => {
    expect(Template.fromStack(stackOf(variant)).toJSON()).toEqual(Template.fromStack(stackOf(variant)).toJSON());
  });

  test('gives every alarm its dimensions', () => {
    for (const [id, { Properties }] of Object.entries(Template.fromStack(stackOf(variant)).findResources('AWS::CloudWatch::Alarm'))) {
      const queries: { MetricStat?: { Metric: object } }[] = Properties.Metrics ?? [{ MetricStat: { Metric: Properties } }];
      const metrics = queries.flatMap(({ MetricStat }) => MetricStat ? [MetricStat.Metric] : []);
      expect({ id, without: metrics.filter((metric: { Dimensions?: object[] }) => !metric.Dimensions?.length) }).toEqual({ id, without: [] });
    }
  });

  test('waits for nothing that waits for it', () => {
    expect(cycles(Template.fromStack(stackOf(variant)))).toEqual([]);
  });

  test('fits twice in one stack', () => {
    const stack = new Stack(new App(), 'Stack');
    const props = VARIANTS[variant](stack);
    for (const id of ['First', 'Second']) addPipeline(stack, id, variant, props);
    const idsOf = (of: Stack) => Object.keys(Template.fromStack(of).toJSON().Resources);
    const resourcesOf = (of: Stack, id: string) => idsOf(of).filter((name) => name.startsWith(id)).length;
    const alone = resourcesOf(stackOf(variant), 'Pipeline');
    expect([resourcesOf(stack, 'First'), resourcesOf(stack, 'Second')]).toEqual([alone, alone]);
  });
});

describe('the size of a template', () => {
  test('with everything on is at most 120 resources and 130 KiB', () => {
    const { resources, bytes } = size(Template.fromStack(stackOf('everything on')));
    expect(resources).toBeLessThanOrEqual(120);
    expect(bytes).toBeLessThanOrEqual(130 * 1024);
  });

  test('by default is at most 75 resources', () => {
    expect(size(Template.fromStack(stackOf('default'))).resources).toBeLessThanOrEqual(75);
  });

  test('of ingestion and delivery alone is at most 14 resources and 13 KiB', () => {
    const { resources, bytes } = size(Template.fromStack(stackOf('ingestion and delivery alone')));
    expect(resources).toBeLessThanOrEqual(14);
    expect(bytes).toBeLessThanOrEqual(13 * 1024);
  });
});

describe('parts', () => {
  test('that are left out are undefined and have no resource', () => {
    const off = { enabled: false };
    const { delivery, catalog, studio, search, indexer, storage, monitoring, network, workbench, insights } = pipeline({
      delivery: off, catalog: off, studio: off, search: off, storage: off, monitoring: off,
    });
    expect({ delivery, catalog, studio, search, indexer, storage, monitoring, network, workbench, insights }).toEqual({});
  });

  test('without search there is no indexer and no network', () => {
    const { indexer, network } = pipeline({ search: { enabled: false } });
    expect([indexer, network]).toEqual([undefined, undefined]);
  });

  test('the indexer leaves rejected records to a delivery that keeps them, and else keeps them itself', () => {
    const invalidRecords = (props: Props) => {
      const stack = new Stack(new App(), 'Stack');
      new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, ...props });
      return functionConfigs<IndexerConfig>(stack, 'schemas').flatMap(({ schemas }) => schemas.map((schema) => schema.invalidRecords));
    };
    expect(invalidRecords({})).toEqual(['skip']);
    expect(invalidRecords({ delivery: { enabled: false } })).toEqual(['dead-letter']);
    expect(invalidRecords({ insights: { schema: averages } })).toEqual(['skip', 'dead-letter']);
  });
});

describe('fails when', () => {
  const off = { enabled: false };

  test.each<[string, Props, RegExp]>([
    ['delivery has no bucket', { storage: off, search: off, catalog: off, studio: off }, /delivery needs a curated bucket, but storage.enabled is false/],
    ['search has no bucket', { storage: off, delivery: off, catalog: off, studio: off }, /search keeps its dead letters in the curated bucket/],
    ['the catalogue has no bucket', { storage: off, delivery: off, search: off }, /catalog describes the curated bucket/],
    ['the Studio has no catalogue', { catalog: off, delivery: off }, /studio needs the Glue database, but catalog.enabled is false/],
    ['Parquet has no catalogue', { catalog: off, studio: off }, /delivery in Parquet or ORC needs the curated table/],
    ['delivery and search write to one place', { delivery: { prefix: 'dead-letters/' } }, /delivery.prefix must not begin with dead-letters\/ or aws\/.*got "dead-letters\/"/],
    ['raw records and search write to one place', { delivery: { rawRecordBackup: true, rawRecordPrefix: 'dead-letters/raw/' } },
      /delivery.rawRecordPrefix must not begin with dead-letters\/ or aws\/.*got "dead-letters\/raw\/"/],
    ['both schemas have one name', { insights: { schema: readings } }, /insights.schema must have a name of its own, got "readings"/],
    ['several parts lack what they need', { storage: off }, /has 3 problems/],
  ])('%s', (_, props, message) => {
    expect(() => pipeline(props)).toThrow(message);
  });
});

describe('search in the network', () => {
  function bootstrapOf(template: Template): string[] {
    const [{ DependsOn }] = Object.values(template.findResources('Custom::SearchBootstrap'));
    return DependsOn.map((id: string) => template.toJSON().Resources[id].Type).sort();
  }

  test('is set up only when its function has a route to answer CloudFormation and the rules to reach the domain', () => {
    expect(bootstrapOf(Template.fromStack(stackOf('default')))).toEqual([
      'AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroup', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::SubnetRouteTableAssociation',
      'AWS::EC2::VPCEndpoint', 'AWS::IAM::Policy',
    ]);
    expect(bootstrapOf(Template.fromStack(stackOf('public search')))).toEqual(['AWS::IAM::Policy']);
  });

  test('has a way to Secrets Manager only with an internal user, and is set up after it', () => {
    const withUser = new Stack(new App(), 'Stack');
    new StreamingAnalyticsPipeline(withUser, 'Pipeline', { schema: readings, search: { access: SearchAccess.internalUser() } });
    const template = Template.fromStack(withUser);
    template.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface' }, 1);
    expect(bootstrapOf(template).filter((type) => type === 'AWS::EC2::VPCEndpoint')).toHaveLength(2);
    expect(nagFindings(withUser)).toEqual([]);
    Template.fromStack(stackOf('default')).resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface' }, 0);
  });
});
