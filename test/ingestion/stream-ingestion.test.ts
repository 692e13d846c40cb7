import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CapacityMode, StreamIngestion, StreamIngestionProps } from '../../src';

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
      DeletionPolicy: 'Retain',
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

  test.each([0, -1, 1.5])('fails with %p shards', (shards) => {
    expect(ingestion({ capacityMode: CapacityMode.provisioned(shards) }))
      .toThrow(`the number of shards of CapacityMode.provisioned must be an integer between 1 and 20000, got ${shards}`);
  });

  test.each([Duration.hours(23), Duration.days(366), Duration.minutes(1450)])('fails with a retention of %s', (retentionPeriod) => {
    expect(ingestion({ retentionPeriod })).toThrow('retentionPeriod must be between 24 hours and 365 days in whole hours, got');
  });

  test('fails with an existing stream and options for a new one, naming every problem', () => {
    const stack = new Stack();
    const existingStream = kinesis.Stream.fromStreamArn(stack, 'Existing', 'arn:aws:kinesis:us-east-1:123456789012:stream/existing');
    expect(() => new StreamIngestion(stack, 'Ingestion', { existingStream, capacityMode: CapacityMode.provisioned(0) }))
      .toThrow(/has 2 problems:\n {2}- existingStream takes a resource as it is, so capacityMode cannot be set with it.*\n {2}- the number of shards/);
  });
});
