import { CfnParameter, Duration, Size, Stack, Token } from 'aws-cdk-lib';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import { accountStack, wholePipeline } from './whole-pipeline';
import { PipelineMonitoring, PipelineMonitoringProps } from '../../src';

function monitoring(options: (whole: PipelineMonitoringProps, stack: Stack) => Partial<PipelineMonitoringProps>): () => PipelineMonitoring {
  const stack = accountStack();
  const whole = wholePipeline(stack);
  return () => new PipelineMonitoring(stack, 'Monitoring', { ...whole, ...options(whole, stack) });
}

function deliveryStream(stack: Stack): firehose.IDeliveryStream {
  return firehose.DeliveryStream.fromDeliveryStreamName(stack, 'ToSearch', 'to-search');
}

describe('PipelineMonitoring', () => {
  test('fails with nothing to monitor', () => {
    expect(() => new PipelineMonitoring(accountStack(), 'Monitoring', {})).toThrow('PipelineMonitoring Stack/Monitoring: there is nothing to monitor: '
      + 'give streams, deliveryStream, transformFunction, indexerFunction, searchDeliveryStreams, domain or studioApplicationName');
  });

  describe.each(['throttledRecords', 'conversionFailures', 'transformFailures', 'indexerErrors', 'deadLetters'])('%s', (property) => {
    test.each([-1, 1.5, NaN, Infinity])('fails with %p', (value) => {
      expect(monitoring(() => ({ [property]: value }))).toThrow(`${property} must be an integer between 0 and 9007199254740991, got ${value}`);
    });
  });

  test.each([0, 101, 50.5])('fails with a searchMemoryPressurePercent of %p', (searchMemoryPressurePercent) => {
    expect(monitoring(() => ({ searchMemoryPressurePercent })))
      .toThrow(`searchMemoryPressurePercent must be an integer between 1 and 100, got ${searchMemoryPressurePercent}`);
  });

  test.each([-5, 0, 100, 0.5])('fails with a searchFreeStoragePercent of %p', (searchFreeStoragePercent) => {
    expect(monitoring(() => ({ searchFreeStoragePercent })))
      .toThrow(`searchFreeStoragePercent must be an integer between 1 and 99, got ${searchFreeStoragePercent}`);
  });

  test('fails with a searchFreeStoragePercent that is known only at deployment', () => {
    expect(monitoring((_, stack) => ({ searchFreeStoragePercent: new CfnParameter(stack, 'Percent', { type: 'Number' }).valueAsNumber })))
      .toThrow('searchFreeStoragePercent must be known when the app is synthesized, got a token: the threshold in MiB is computed from it');
  });

  test('fails with a searchFreeStoragePercent without the size it is a part of', () => {
    expect(monitoring(() => ({ searchFreeStoragePercent: 30, domainVolumeSize: undefined })))
      .toThrow('searchFreeStoragePercent is a part of domainVolumeSize, got 30 without it: give the size too');
  });

  test('fails with the size of a volume without a domain', () => {
    expect(monitoring(() => ({ domain: undefined })))
      .toThrow('domainVolumeSize belongs to a domain, got none: give it, or leave the size out');
  });

  test('fails with an iteratorAge below a minute', () => {
    expect(monitoring(() => ({ iteratorAge: Duration.seconds(59) })))
      .toThrow('iteratorAge must be at least a minute, got 59 seconds: the metric has one data point a minute');
  });

  test.each([24, 25])('fails with an iteratorAge of %p hours when records are gone after 24', (hours) => {
    expect(monitoring(() => ({ iteratorAge: Duration.hours(hours) })))
      .toThrow(/iteratorAge must be less than the retention period of the stream Trips \(1 day\), got 1 day.*: unread records are lost then/);
  });

  test('takes an iteratorAge just below the retention period, and any where the period is not known', () => {
    expect(monitoring(() => ({ iteratorAge: Duration.minutes(24 * 60 - 1) }))).not.toThrow();
    expect(monitoring(({ streams = [] }) => ({ iteratorAge: Duration.days(30), streams: streams.slice(1) }))).not.toThrow();
  });

  test.each([Duration.seconds(300), Duration.seconds(299)])('fails with a deliveryFreshness of %s when the buffering interval is 5 minutes', (freshness) => {
    expect(monitoring(() => ({ deliveryFreshness: freshness, deliveryBufferingInterval: Duration.minutes(5) })))
      .toThrow(/deliveryFreshness must be longer than the buffering interval, 5 minutes, got .*: records wait that long in good order/);
  });

  test('fails with a deliveryFreshness of 0', () => {
    expect(monitoring(() => ({ deliveryFreshness: Duration.seconds(0) }))).toThrow('deliveryFreshness must be longer than the buffering interval, 0');
  });

  test.each([Duration.minutes(90), Duration.minutes(30), Duration.hours(0), Duration.hours(169)])('fails with a studioRunningTime of %s', (studioRunningTime) => {
    expect(monitoring(() => ({ studioRunningTime }))).toThrow(/studioRunningTime must be 1 to 168 whole hours, got .*: KPUs are billed by the hour/);
  });

  test.each([0, 101, 99.5])('fails with a searchDeliverySuccessPercent of %p', (searchDeliverySuccessPercent) => {
    expect(monitoring(() => ({ searchDeliverySuccessPercent })))
      .toThrow(`searchDeliverySuccessPercent must be an integer between 1 and 100, got ${searchDeliverySuccessPercent}`);
  });

  test('fails with a searchDeliveryFreshness that records reach in good order', () => {
    expect(monitoring((_, stack) => ({
      searchDeliveryStreams: [deliveryStream(stack)],
      searchDeliveryFreshness: Duration.minutes(1),
      searchDeliveryBufferingInterval: Duration.minutes(1),
    }))).toThrow('searchDeliveryFreshness must be longer than the buffering interval, 1 minute, got 1 minute: records wait that long in good order');
  });

  test('takes 5 delivery streams to search, fails with 6', () => {
    const many = (count: number) => monitoring((_, stack) => ({ searchDeliveryStreams: Array(count).fill(deliveryStream(stack)) }));
    expect(many(5)).not.toThrow();
    expect(many(6)).toThrow('searchDeliveryStreams must be at most 5, got 6: one alarm reads two metrics of each, and 10 at most');
  });

  test('fails with what belongs to delivery streams that are not there', () => {
    expect(monitoring(() => ({ searchDeliveryBufferingInterval: Duration.minutes(1) })))
      .toThrow('searchDeliveryBufferingInterval belongs to searchDeliveryStreams, got none: give them, or leave the interval out');
    expect(monitoring(() => ({ deliveryStream: undefined, deliveryPartitionsByKey: true })))
      .toThrow('deliveryPartitionsByKey belongs to a deliveryStream, got none: give it, or leave deliveryPartitionsByKey out');
  });

  test.each([
    'iteratorAge', 'deliveryFreshness', 'deliveryBufferingInterval', 'searchDeliveryFreshness', 'searchDeliveryBufferingInterval', 'studioRunningTime',
  ])('fails with a token as %s', (property) => {
    const later = Duration.minutes(Token.asNumber({ Ref: 'Later' }));
    expect(monitoring(() => ({ [property]: later }))).toThrow(`${property} must be known when the app is synthesized, got a token`);
  });

  test('fails with a token as domainVolumeSize', () => {
    expect(monitoring(() => ({ domainVolumeSize: Size.gibibytes(Token.asNumber({ Ref: 'Later' })) })))
      .toThrow('domainVolumeSize must be known when the app is synthesized, got a token');
  });

  test('takes a retention period that is known only at deployment', () => {
    const retentionPeriod = Duration.hours(Token.asNumber({ Ref: 'Later' }));
    expect(monitoring(({ streams = [] }) => ({ streams: streams.map((stream) => ({ ...stream, retentionPeriod })) }))).not.toThrow();
  });

  test.each(['', '1st', 'my stream', 'a/b', 'x'.repeat(41)])('fails with a stream named %p', (name) => {
    expect(monitoring(({ streams = [] }) => ({ streams: [{ ...streams[0], name }] })))
      .toThrow(`the name of a stream must be 1 to 40 letters, digits and hyphens and begin with a letter, got ${JSON.stringify(name)}`);
  });

  test('fails with a stream name that is known only at deployment', () => {
    expect(monitoring(({ streams = [] }) => ({ streams: [{ ...streams[0], name: Token.asString({ Ref: 'Later' }) }] })))
      .toThrow('the name of a stream must be 1 to 40 letters, digits and hyphens');
  });

  test('fails with two streams of one name, once', () => {
    expect(monitoring(({ streams = [] }) => ({ streams: streams.map((stream) => ({ ...stream, name: 'Trips' })) })))
      .toThrow(/^PipelineMonitoring Stack\/Monitoring: the names of streams must differ, got "Trips" twice: rename one$/);
  });

  test('takes 10 streams, fails with 11', () => {
    const many = (count: number) => monitoring(({ streams = [] }) => ({
      streams: Array.from({ length: count }, (_, index) => ({ ...streams[0], name: `Stream${index}` })),
    }));
    expect(many(10)).not.toThrow();
    expect(many(11)).toThrow('streams must be at most 10, got 11: one alarm reads a metric of each');
  });

  test('takes 4 event sources, fails with 5', () => {
    const many = (count: number) => monitoring(({ indexerEventSources: [source] = [] }) => ({ indexerEventSources: Array(count).fill(source) }));
    expect(many(4)).not.toThrow();
    expect(many(5)).toThrow('indexerEventSources must be at most 4, got 5: one alarm reads two metrics of each, and 10 at most');
  });

  test('fails with event sources of no indexer', () => {
    expect(monitoring(() => ({ indexerFunction: undefined })))
      .toThrow('indexerEventSources belong to an indexerFunction, got none: give it, or leave them out');
  });

  test('names every problem at once', () => {
    expect(monitoring(() => ({ deadLetters: -1, iteratorAge: Duration.seconds(1), studioRunningTime: Duration.minutes(1) })))
      .toThrow(/^PipelineMonitoring Stack\/Monitoring has 3 problems:\n {2}- deadLetters .*\n {2}- iteratorAge .*\n {2}- studioRunningTime .*$/);
  });
});
