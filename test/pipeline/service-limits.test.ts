import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Props, readings } from './variants';
import { CapacityMode, DeliveryFormat, RecordPartitioning, RecordTransform, StreamingAnalyticsPipeline } from '../../src';

function defined(props: Props): Template {
  const stack = new Stack(new App(), 'Stack');
  new StreamingAnalyticsPipeline(stack, 'Pipeline', {
    schema: readings, search: { enabled: false }, studio: { enabled: false }, monitoring: { enabled: false }, ...props,
  });
  return Template.fromStack(stack);
}

/** What the constructs of aws-cdk-lib take without a word, and the service then refuses, or does otherwise. */
describe('input that the service would not take', () => {
  test.each<[string, Props, string]>([
    ['retries of the transform beyond 300', { delivery: { transformRetries: 301 } }, 'delivery.transformRetries must be an integer between 0 and 300, got 301'],
    ['retries of the transform below 0', { delivery: { transformRetries: -1 } }, 'delivery.transformRetries must be an integer between 0 and 300, got -1'],
    ['a buffer of the transform beyond 3 MiB', { delivery: { transformBufferSize: Size.mebibytes(10) } },
      'delivery.transformBufferSize must be between 0.2 and 3 MiB, got 10 MiB'],
    ['a transform that Firehose does not wait for', { delivery: { transform: RecordTransform.standard({ timeout: Duration.minutes(6) }) } },
      'delivery.transform: timeout of RecordTransform.standard must be between 1 second and 5 minutes'],
    ['no shards', { ingestion: { capacityMode: CapacityMode.provisioned(0) } }, 'ingestion.capacityMode: the number of shards'],
    ['fewer shards than none', { ingestion: { capacityMode: CapacityMode.provisioned(-1) } }, 'must be an integer between 1 and 20000, got -1'],
    ['half a shard', { ingestion: { capacityMode: CapacityMode.provisioned(1.5) } }, 'must be an integer between 1 and 20000, got 1.5'],
    ['a retention of half a day', { ingestion: { retentionPeriod: Duration.hours(12) } }, 'ingestion.retentionPeriod must be between 24 hours and 365 days'],
    ['a small buffer for Parquet', { delivery: { bufferingSize: Size.mebibytes(5) } },
      'delivery.bufferingSize must be between 64 and 128 MiB in whole MiB for format parquet, got 5 MiB'],
    ['partition keys that nobody names', { delivery: { partitioning: RecordPartitioning.byEventTime(), transform: RecordTransform.none() } },
      'delivery.partitioning by event time or fields needs a transform function'],
  ])('fails: %s', (_what, props, message) => {
    expect(() => defined(props)).toThrow(message);
  });

  test('fails once for several mistakes in the options of a part', () => {
    const ingestion = { capacityMode: CapacityMode.provisioned(0), retentionPeriod: Duration.hours(1), maxRecordSize: Size.mebibytes(11) };
    expect(() => defined({ ingestion })).toThrow(
      /has 3 problems:\n {2}- ingestion\.capacityMode: .*\n {2}- ingestion\.retentionPeriod .*\n {2}- ingestion\.maxRecordSize /);
  });
});

describe('what cannot be written', () => {
  const delivery = (properties: object) => ({ ExtendedS3DestinationConfiguration: properties });
  const type = 'AWS::KinesisFirehose::DeliveryStream';

  test('zero retries are rendered as zero, of which the service would otherwise make three', () => {
    defined({ delivery: { transformRetries: 0 } }).hasResourceProperties(type, delivery({
      ProcessingConfiguration: { Processors: [{ Parameters: Match.arrayWith([{ ParameterName: 'NumberOfRetries', ParameterValue: '0' }]) }] },
    }));
  });

  test('an on-demand stream has no shards', () => {
    defined({ ingestion: { capacityMode: CapacityMode.onDemand() } }).hasResourceProperties('AWS::Kinesis::Stream', { ShardCount: Match.absent() });
  });

  test('Parquet is compressed within, never as an object', () => {
    defined({ delivery: { format: DeliveryFormat.parquet() } }).hasResourceProperties(type, delivery({ CompressionFormat: Match.absent() }));
  });

  test('a delivery stream that reads a data stream has no encryption of its own', () => {
    defined({}).hasResourceProperties(type, { DeliveryStreamEncryptionConfigurationInput: Match.absent() });
  });

  test('a delivery to partitions by key has a prefix with every key', () => {
    defined({ delivery: { partitioning: RecordPartitioning.byArrival({ fields: ['sensor_id'] }) } }).hasResourceProperties(type, delivery({
      Prefix: Match.stringLikeRegexp('!\\{partitionKeyFromLambda:sensor_id\\}'), ErrorOutputPrefix: Match.stringLikeRegexp('!\\{firehose:error-output-type\\}'),
    }));
  });

  test('neither a stream nor a function has a name that could be wrong', () => {
    const template = defined({});
    template.allResourcesProperties('AWS::Kinesis::Stream', { Name: Match.absent() });
    template.allResourcesProperties(type, { DeliveryStreamName: Match.absent() });
    template.allResourcesProperties('AWS::Lambda::Function', { FunctionName: Match.absent() });
  });

  test('the transform has more time than Lambda\'s 3 seconds', () => {
    defined({}).hasResourceProperties('AWS::Lambda::Function', { Description: Match.stringLikeRegexp('for Firehose'), Timeout: 60 });
  });
});
