import { App, Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { averages, Props, readings } from './variants';
import { CapacityMode, DeliveryFormat, PipelineEncryption, SearchDelivery, StreamingAnalyticsPipeline, Workbench } from '../../src';

function problemsOf(props: (stack: Stack) => Props): string[] {
  const stack = new Stack(new App(), 'Stack');
  try {
    new StreamingAnalyticsPipeline(stack, 'Trips', { schema: readings, ...props(stack) });
  } catch (error) {
    const [head = '', ...lines] = (error instanceof Error ? error.message : '').split('\n  - ');
    return lines.length > 0 ? lines : [head.replace('StreamingAnalyticsPipeline Stack/Trips: ', '')];
  }
  return [];
}

const existingDomain = (stack: Stack) => opensearch.Domain.fromDomainAttributes(stack, 'Domain', {
  domainArn: 'arn:aws:es:us-east-1:123456789012:domain/existing', domainEndpoint: 'vpc-existing.us-east-1.es.amazonaws.com',
});

const isolatedVpc = (stack: Stack) => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-12345678', availabilityZones: ['us-east-1a'], isolatedSubnetIds: ['subnet-1'],
});

describe('a problem is named as the user wrote it', () => {
  test.each<[string, (stack: Stack) => Props, string]>([
    ['ingestion.retentionPeriod', () => ({ ingestion: { retentionPeriod: Duration.hours(12) } }),
      'ingestion.retentionPeriod must be between 24 hours and 365 days in whole hours, got 12 hours'],
    ['ingestion.capacityMode', () => ({ ingestion: { capacityMode: CapacityMode.provisioned(0) } }),
      'ingestion.capacityMode: the number of shards of CapacityMode.provisioned must be an integer between 1 and 20000, got 0: use CapacityMode.onDemand() when the load is unknown'],
    ['insights.ingestion.retentionPeriod', () => ({ insights: { schema: averages, ingestion: { retentionPeriod: Duration.hours(12) } } }),
      'insights.ingestion.retentionPeriod must be between 24 hours and 365 days in whole hours, got 12 hours'],
    ['storage.expiration', () => ({ storage: { expiration: Duration.hours(12) } }),
      'storage.expiration must be at least one day, in whole days, got 12 hours'],
    ['delivery.transformRetries', () => ({ delivery: { transformRetries: 301 } }),
      'delivery.transformRetries must be an integer between 0 and 300, got 301'],
    ['delivery.prefix, which the catalogue sees first', () => ({ delivery: { prefix: 'no-slash' } }),
      'delivery.prefix must be folder names of letters, digits, _ . = and -, each ended by a slash, for example "trips/", got "no-slash"'],
    ['catalog.firstYear', () => ({ catalog: { firstYear: 10 } }), 'catalog.firstYear must be an integer between 1970 and 9999, got 10'],
    ['studio.parallelismPerKpu', () => ({ studio: { parallelismPerKpu: 9 } }), 'studio.parallelismPerKpu must be an integer between 1 and 8, got 9'],
    ['network.maxAzs', () => ({ network: { maxAzs: 4 } }), 'network.maxAzs must be an integer between 1 and 3, got 4'],
    ['search.volumeSize', () => ({ search: { volumeSize: Size.gibibytes(5) } }), 'search.volumeSize must be at least 10 GiB in whole GiB, got 5 GiB'],
    ['search.delivery.retry.retryAttempts', () => ({ search: { delivery: SearchDelivery.indexer({ retry: { retryAttempts: -1 } }) } }),
      'search.delivery.retry.retryAttempts must be an integer between 0 and 10000, got -1'],
    ['search.delivery.batchSize', () => ({ search: { delivery: SearchDelivery.indexer({ batchSize: 0 }) } }),
      'search.delivery.batchSize must be an integer between 1 and 10000, got 0'],
    ['monitoring.throttledRecords', () => ({ monitoring: { throttledRecords: -1 } }),
      `monitoring.throttledRecords must be an integer between 0 and ${Number.MAX_SAFE_INTEGER}, got -1: the alarm is raised by one more`],
    ['workbench', () => ({ workbench: Workbench.sessionManager({ volumeSize: Size.gibibytes(1) }) }),
      'workbench: volumeSize of Workbench.sessionManager in GiB must be an integer between 8 and 16384, got 1'],
    ['removalPolicy', () => ({ removalPolicy: RemovalPolicy.SNAPSHOT }),
      'removalPolicy must be RETAIN, RETAIN_ON_UPDATE_OR_DELETE or DESTROY, got snapshot: neither streams nor buckets have snapshots'],
    ['an option of a new domain beside an existing one', (stack) => ({ search: { existingDomain: existingDomain(stack), volumeSize: Size.gibibytes(20) } }),
      'search.existingDomain takes a resource as it is, so volumeSize cannot be set with it: leave out one or the other'],
    ['an option of a new stream beside an existing one', (stack) => ({
      ingestion: {
        existingStream: kinesis.Stream.fromStreamArn(stack, 'Existing', 'arn:aws:kinesis:us-east-1:123456789012:stream/existing'),
        retentionPeriod: Duration.days(2),
      },
    }), 'ingestion.existingStream takes a resource as it is, so retentionPeriod cannot be set with it: leave out one or the other'],
    ['an existing VPC where a workbench has no way out', (stack) => ({ network: { vpc: isolatedVpc(stack) }, workbench: Workbench.sessionManager() }),
      'network.vpc must have subnets with a way out to the internet for a workbench, got none: choose public subnets, or private ones with egress with workbenchSubnets'],
  ])('%s', (_, props, problem) => {
    expect(problemsOf(props)).toEqual([problem]);
  });
});

test('the problems of all parts are reported together, each once', () => {
  expect(problemsOf(() => ({
    storage: { enabled: false },
    catalog: { enabled: false },
    studio: { parallelism: 0 },
    search: { enabled: false },
    ingestion: { retentionPeriod: Duration.hours(12) },
    monitoring: { indexerErrors: 1.5 },
  })).map((problem) => problem.split(' ')[0])).toEqual([
    'delivery', 'studio', 'delivery', 'ingestion.retentionPeriod', 'monitoring.indexerErrors',
  ]);
  expect(problemsOf(() => ({
    ingestion: { retentionPeriod: Duration.hours(12) },
    insights: { schema: averages, ingestion: { capacityMode: CapacityMode.provisioned(0) } },
    storage: { expiration: Duration.hours(1) },
    delivery: { prefix: 'no-slash', transformRetries: 301, bufferingInterval: Duration.hours(2) },
    catalog: { firstYear: 10 },
    studio: { parallelism: 0 },
    network: { maxAzs: 4 },
    search: { volumeSize: Size.gibibytes(5), delivery: SearchDelivery.indexer({ batchSize: 0 }) },
    workbench: Workbench.sessionManager({ volumeSize: Size.gibibytes(1) }),
    monitoring: { indexerErrors: 1.5 },
  })).map((problem) => problem.split(' ')[0])).toEqual([
    'ingestion.retentionPeriod', 'insights.ingestion.capacityMode:', 'storage.expiration', 'delivery.prefix', 'catalog.firstYear', 'delivery.bufferingInterval',
    'delivery.transformRetries', 'network.maxAzs', 'studio.parallelism', 'search.volumeSize', 'search.delivery.batchSize', 'workbench:', 'monitoring.indexerErrors',
  ]);
});

test('an error that is no problem of options passes as it is', () => {
  const encryption = PipelineEncryption.awsManaged();
  jest.spyOn(encryption, '_bind').mockImplementation(() => { throw new Error('no key'); });
  expect(() => new StreamingAnalyticsPipeline(new Stack(), 'Trips', {
    schema: readings, search: { enabled: false }, delivery: { format: DeliveryFormat.json() }, encryption,
  })).toThrow(/^no key$/);
});
