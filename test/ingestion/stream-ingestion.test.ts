import { App, CfnParameter, Duration, Size, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CapacityMode, RecordDistributionStrategy, StreamIngestion, StreamIngestionProps } from '../../src';
import { nagFindings } from '../support/nag';

function synthesize(props: StreamIngestionProps = {}): Template {
  const stack = new Stack(new App(), 'Stack');
  new StreamIngestion(stack, 'Ingestion', props);
  return Template.fromStack(stack);
}

function ingestion(props: StreamIngestionProps): () => StreamIngestion {
  return () => new StreamIngestion(new Stack(), 'Ingestion', props);
}

describe('StreamIngestion', () => {
  test('is on demand, encrypted by the service, readable for a day and retained by default', () => {
    synthesize().hasResource('AWS::Kinesis::Stream', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        StreamModeDetails: { StreamMode: 'ON_DEMAND' },
        ShardCount: Match.absent(),
        RetentionPeriodHours: 24,
        StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
      },
    });
  });

  test('provisions shards', () => {
    synthesize({ capacityMode: CapacityMode.provisioned(3) }).hasResourceProperties('AWS::Kinesis::Stream', {
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      ShardCount: 3,
    });
  });

  test('is ready for a throughput that was announced, and says what that needs', () => {
    const stack = new Stack();
    new StreamIngestion(stack, 'Ingestion', { capacityMode: CapacityMode.onDemand({ warmThroughput: Size.gibibytes(1) }) });
    Template.fromStack(stack).hasResourceProperties('AWS::Kinesis::Stream', { WarmThroughputMiBps: 1024 });
    Annotations.fromStack(stack).hasWarning('/Default/Ingestion', Match.stringLikeRegexp('commitment to a minimum throughput.*warmThroughputNeedsCommitment'));
  });

  test('takes larger records', () => {
    synthesize({ maxRecordSize: Size.mebibytes(10) }).hasResourceProperties('AWS::Kinesis::Stream', { MaxRecordSizeInKiB: 10240 });
  });

  test.each(Object.values(RecordDistributionStrategy))('distributes records by %p, which the lowest supported L1 does not know', (recordDistribution) => {
    synthesize({ recordDistribution }).hasResourceProperties('AWS::Kinesis::Stream', { RecordDistributionStrategy: recordDistribution });
  });

  test('publishes metrics of each shard', () => {
    const { INCOMING_BYTES, ITERATOR_AGE_MILLISECONDS } = kinesis.ShardLevelMetrics;
    synthesize({ shardLevelMetrics: [INCOMING_BYTES, ITERATOR_AGE_MILLISECONDS] })
      .hasResourceProperties('AWS::Kinesis::Stream', { DesiredShardLevelMetrics: ['IncomingBytes', 'IteratorAgeMilliseconds'] });
  });

  test('keeps records for as long as the service can', () => {
    synthesize({ retentionPeriod: Duration.days(365) }).hasResourceProperties('AWS::Kinesis::Stream', { RetentionPeriodHours: 8760 });
  });

  describe('switching the mode', () => {
    const common = {
      RetentionPeriodHours: 24,
      StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
    };
    const onDemand = { ...common, StreamModeDetails: { StreamMode: 'ON_DEMAND' }, WarmThroughputMiBps: 100, RecordDistributionStrategy: 'AUTO' };
    const provisioned = { ...common, StreamModeDetails: { StreamMode: 'PROVISIONED' }, ShardCount: 2 };
    const streams = (props: StreamIngestionProps) =>
      Object.entries(synthesize(props).findResources('AWS::Kinesis::Stream')).map(([id, { Properties }]) => ({ id, properties: Properties }));

    test('leaves no property of the other one behind, and the stream in its place', () => {
      const capacityMode = CapacityMode.onDemand({ warmThroughput: Size.mebibytes(100) });
      const [first] = streams({ capacityMode, recordDistribution: RecordDistributionStrategy.AUTO });
      const [second] = streams({ capacityMode: CapacityMode.provisioned(2) });
      expect([first.properties, second.properties]).toEqual([onDemand, provisioned]);
      expect(first.id).toBe(second.id);
    });
  });

  test('encrypts with the key given', () => {
    const stack = new Stack();
    new StreamIngestion(stack, 'Ingestion', { encryptionKey: new kms.Key(stack, 'Key') });
    Template.fromStack(stack).hasResourceProperties('AWS::Kinesis::Stream', {
      StreamEncryption: { EncryptionType: 'KMS', KeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } },
    });
  });

  test('registers enhanced fan-out consumers', () => {
    synthesize({ fanOutConsumers: ['fraud', 'billing'] }).resourceCountIs('AWS::Kinesis::StreamConsumer', 2);
  });

  test('takes an existing stream and defines none', () => {
    const stack = new Stack();
    const existingStream = kinesis.Stream.fromStreamArn(stack, 'Existing', 'arn:aws:kinesis:us-east-1:123456789012:stream/existing');
    const { stream } = new StreamIngestion(stack, 'Ingestion', { existingStream });
    expect(stream).toBe(existingStream);
    Template.fromStack(stack).resourceCountIs('AWS::Kinesis::Stream', 0);
  });

  test('takes tokens', () => {
    const stack = new Stack();
    const number = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
    new StreamIngestion(stack, 'OnDemand', {
      capacityMode: CapacityMode.onDemand({ warmThroughput: Size.mebibytes(number('Warm')) }),
      maxRecordSize: Size.kibibytes(number('Largest')),
      retentionPeriod: Duration.hours(number('Hours')),
    });
    new StreamIngestion(stack, 'Provisioned', { capacityMode: CapacityMode.provisioned(number('Shards')) });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Kinesis::Stream', {
      WarmThroughputMiBps: { Ref: 'Warm' }, MaxRecordSizeInKiB: { Ref: 'Largest' }, RetentionPeriodHours: { Ref: 'Hours' },
    });
    template.hasResourceProperties('AWS::Kinesis::Stream', { ShardCount: { Ref: 'Shards' } });
  });

  test('has no finding of the AWS Solutions rules, twice in a stack, plain and with everything', () => {
    const stack = new Stack(new App(), 'Stack');
    new StreamIngestion(stack, 'Plain');
    new StreamIngestion(stack, 'Full', {
      capacityMode: CapacityMode.onDemand({ warmThroughput: Size.mebibytes(10) }),
      encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
      fanOutConsumers: ['fraud'],
      maxRecordSize: Size.mebibytes(2),
      recordDistribution: RecordDistributionStrategy.AUTO,
      shardLevelMetrics: [kinesis.ShardLevelMetrics.ALL],
    });
    expect(nagFindings(stack)).toEqual([]);
  });

  test.each([0, -1, 1.5])('fails with %p shards', (shards) => {
    expect(ingestion({ capacityMode: CapacityMode.provisioned(shards) }))
      .toThrow(`capacityMode: the number of shards of CapacityMode.provisioned must be an integer between 1 and 20000, got ${shards}`);
  });

  test.each([Duration.hours(23), Duration.days(366), Duration.minutes(1450)])('fails with a retention of %s', (retentionPeriod) => {
    expect(ingestion({ retentionPeriod })).toThrow('retentionPeriod must be between 24 hours and 365 days in whole hours, got');
  });

  test.each([Size.kibibytes(1023), Size.bytes(1024 * 1024 + 1), Size.mebibytes(11)])('fails with a largest record out of range (%#)', (maxRecordSize) => {
    expect(ingestion({ maxRecordSize })).toThrow(/maxRecordSize must be between 1 and 10 MiB in whole KiB, got [0-9.]+ KiB/);
  });

  test.each([Size.kibibytes(1023), Size.kibibytes(1536), Size.gibibytes(11)])('fails with a warm throughput out of range (%#)', (warmThroughput) => {
    expect(ingestion({ capacityMode: CapacityMode.onDemand({ warmThroughput }) }))
      .toThrow(/capacityMode: warmThroughput of CapacityMode.onDemand must be between 1 MiB and 10 GiB a second in whole MiB, got [0-9.]+ MiB/);
  });

  test('fails with a record distribution on a provisioned stream', () => {
    expect(ingestion({ capacityMode: CapacityMode.provisioned(1), recordDistribution: RecordDistributionStrategy.AUTO }))
      .toThrow('recordDistribution cannot be set with CapacityMode.provisioned, got AUTO: only on-demand streams have it');
  });

  test('fails with metrics that are named twice', () => {
    const { ALL, INCOMING_BYTES } = kinesis.ShardLevelMetrics;
    expect(ingestion({ shardLevelMetrics: [INCOMING_BYTES, INCOMING_BYTES] })).toThrow('shardLevelMetrics must name each metric once, got IncomingBytes more than once');
    expect(ingestion({ shardLevelMetrics: [ALL, INCOMING_BYTES] })).toThrow('shardLevelMetrics must hold ShardLevelMetrics.ALL alone, got ALL, IncomingBytes');
  });

  test('fails with consumers that have no name of their own', () => {
    expect(ingestion({ fanOutConsumers: ['fraud', 'fraud'] })).toThrow('fanOutConsumers must each have another name, got "fraud" more than once');
    expect(ingestion({ fanOutConsumers: ['a b'] })).toThrow('fanOutConsumers must be 1 to 128 letters, digits, dots, hyphens and underscores each, got "a b"');
    expect(ingestion({ fanOutConsumers: Array.from({ length: 21 }, (_, index) => `c${index}`) })).toThrow('fanOutConsumers must name at most 20 consumers, got 21');
    expect(ingestion({ fanOutConsumers: [new CfnParameter(new Stack(), 'Name').valueAsString] }))
      .toThrow('fanOutConsumers must be names that are known at synthesis, got a token');
  });

  test('fails with an existing stream and options for a new one, naming every problem', () => {
    const stack = new Stack();
    const existingStream = kinesis.Stream.fromStreamArn(stack, 'Existing', 'arn:aws:kinesis:us-east-1:123456789012:stream/existing');
    expect(() => new StreamIngestion(stack, 'Ingestion', { existingStream, capacityMode: CapacityMode.provisioned(0) }))
      .toThrow(/has 2 problems:\n {2}- existingStream takes a resource as it is, so capacityMode cannot be set with it.*\n {2}- capacityMode: the number of shards/);
  });
});
