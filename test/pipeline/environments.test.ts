import { App, CfnParameter, Environment, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { averages, readings, Props, VARIANTS } from './variants';
import { SearchDelivery, StreamingAnalyticsPipeline, Workbench } from '../../src';
import { cycles } from '../support/dependencies';

const ENVIRONMENTS: { readonly [name: string]: { readonly env?: Environment; readonly partition?: string; readonly suffix?: string } } = {
  'any Region': {},
  'a Region of China': { env: { account: '123456789012', region: 'cn-north-1' }, partition: 'aws-cn', suffix: 'amazonaws.com.cn' },
  'a Region of GovCloud': { env: { account: '123456789012', region: 'us-gov-west-1' }, partition: 'aws-us-gov', suffix: 'amazonaws.com' },
  'an ordinary Region': { env: { account: '123456789012', region: 'eu-central-1' }, partition: 'aws', suffix: 'amazonaws.com' },
};

/** Those whose existing resources have ARNs of their own partition are no proof of ours. */
const OWN_RESOURCES = Object.keys(VARIANTS).filter((variant) => !/existing|three zones/.test(variant));
const CASES = Object.keys(ENVIRONMENTS).flatMap((environment) => OWN_RESOURCES.map((variant): [string, string] => [variant, environment]));

/** The key of a Secret is granted by aws-cdk-lib itself, which writes one suffix for all partitions, beside our statements with the right one. */
const OF_AWS_CDK_LIB = /^secretsmanager\.[a-z0-9-]+\.amazonaws\.com$/;

function synthesize(props: Props, env?: Environment): Template {
  const stack = new Stack(new App(), 'Stack', { env });
  new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, ...props });
  return Template.fromStack(stack);
}

/** Every string of a template. */
function strings(node: unknown): string[] {
  if (typeof node === 'string') {
    return [node];
  }
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(strings) : [];
}

describe('a pipeline', () => {
  test.each(CASES)('%s, names nothing of another partition in %s', (variant, environment) => {
    const { env, partition, suffix } = ENVIRONMENTS[environment];
    const texts = strings(synthesize(VARIANTS[variant](new Stack()), env).toJSON());
    const partitions = texts.flatMap((text) => [...text.matchAll(/\barn:(aws[a-z-]*):/g)].map(([, name]) => name));
    expect(partitions.filter((name) => name !== partition)).toEqual([]);
    // principals are `<service>.amazonaws.com` everywhere, regional endpoints and principals follow their partition
    const regional = texts.flatMap((text) => text.match(/\b(?:[a-z]+\.)?[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com(?:\.cn)?/g) ?? []);
    expect(regional.filter((host) => (suffix === undefined || !host.endsWith(`.${suffix}`)) && !OF_AWS_CDK_LIB.test(host))).toEqual([]);
  });

  test.each(Object.keys(ENVIRONMENTS))('with everything on waits for nothing that waits for it in %s', (environment) => {
    expect(cycles(synthesize(VARIANTS['everything on'](new Stack()), ENVIRONMENTS[environment].env))).toEqual([]);
  });

  test.each([
    ['any Region', undefined, '.console.aws.amazon.com/'],
    ['an ordinary Region', 'eu-central-1', 'https://eu-central-1.console.aws.amazon.com/'],
    ['a Region of China', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
    ['a Region of GovCloud', 'us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
  ])('is opened in the console of its partition, in %s', (_, region, console) => {
    const outputs = JSON.stringify(synthesize({ workbench: Workbench.cloud9({ ownerArn: 'arn:aws:iam::123456789012:user/ana' }) }, region === undefined ? undefined : { account: '123456789012', region }).findOutputs('*'));
    expect(outputs.split(console)).toHaveLength(3);
  });

  test('takes its numbers and texts from parameters of the stack', () => {
    const stack = new Stack(new App(), 'Stack');
    const number = (id: string, value: number) => new CfnParameter(stack, id, { type: 'Number', default: value }).valueAsNumber;
    const text = (id: string, value: string) => new CfnParameter(stack, id, { default: value }).valueAsString;
    new StreamingAnalyticsPipeline(stack, 'Pipeline', {
      schema: readings,
      insights: { schema: averages },
      delivery: { errorPrefix: text('ErrorPrefix', 'errors/') },
      catalog: { databaseName: text('DatabaseName', 'readings') },
      search: { dataNodes: number('DataNodes', 1), delivery: SearchDelivery.indexer({ batchSize: number('BatchSize', 100) }) },
      studio: { parallelism: number('Parallelism', 1) },
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::OpenSearchService::Domain', { ClusterConfig: { InstanceCount: { Ref: 'DataNodes' } } });
    template.hasResourceProperties('AWS::Glue::Database', { DatabaseInput: { Name: { Ref: 'DatabaseName' } } });
    template.allResourcesProperties('AWS::Lambda::EventSourceMapping', { BatchSize: { Ref: 'BatchSize' } });
    expect(cycles(template)).toEqual([]);
  });
});
