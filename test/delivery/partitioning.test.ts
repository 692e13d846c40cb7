import { CfnParameter, Duration, Size, Stack, TimeZone } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { expectDestination, surroundings } from './delivery';
import { CuratedDelivery, CuratedDeliveryProps, DeliveryFormat, Field, PartitionGranularity, RecordPartitioning, RecordSchema, RecordTransform } from '../../src';
import type { TransformConfig } from '../../src/delivery/transform-config';
import { functionConfigs } from '../support/function-configs';
import { nagFindings } from '../support/nag';

const schema = new RecordSchema({
  name: 'trips',
  fields: [
    Field.ofString('trip_id', { required: true }),
    Field.ofString('borough', { required: true }),
    Field.ofString('color', { required: true, allowedValues: ['yellow', 'green/blue'] }),
    Field.ofInteger('vendor', { required: true }),
    Field.ofString('zone'),
    Field.ofDouble('total', { required: true }),
    Field.ofTimestamp('pickup_at', { required: true }),
  ],
  eventTime: 'pickup_at',
  documentId: 'trip_id',
});
const timeless = new RecordSchema({ name: 'trips', fields: [Field.ofString('borough', { required: true })] });

type Changes = Partial<CuratedDeliveryProps>;

function defined(partitioning: RecordPartitioning, changes: Changes = {}): { stack: Stack; delivery: CuratedDelivery } {
  const { stack, props, curatedTable } = surroundings();
  return { stack, delivery: new CuratedDelivery(stack, 'Delivery', { ...props, schema, curatedTable, partitioning, ...changes }) };
}

const template = (partitioning: RecordPartitioning, changes?: Changes) => Template.fromStack(defined(partitioning, changes).stack);
const failure = (partitioning: RecordPartitioning, changes?: Changes) => () => defined(partitioning, changes);
const by = {
  arrival: RecordPartitioning.byArrival(),
  eventTime: RecordPartitioning.byEventTime(),
  fields: RecordPartitioning.byArrival({ fields: ['borough'] }),
};
const key = (name: string) => `${name}=!{partitionKeyFromLambda:${name}}/`;

describe('partitions', () => {
  test.each<[string, RecordPartitioning, string]>([
    ['arrival, by the hour', RecordPartitioning.byArrival(), 'trips/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/'],
    ['arrival, by the month', RecordPartitioning.byArrival({ granularity: PartitionGranularity.MONTH }), 'trips/year=!{timestamp:yyyy}/month=!{timestamp:MM}/'],
  ])('by %s need no keys', (_by, partitioning, Prefix) => {
    expectDestination(template(partitioning), { Prefix, DynamicPartitioningConfiguration: Match.absent() });
  });

  test.each<[string, RecordPartitioning, string]>([
    ['event time, by the day', RecordPartitioning.byEventTime(), `trips/${key('year')}${key('month')}${key('day')}`],
    ['event time, by the hour', RecordPartitioning.byEventTime({ granularity: PartitionGranularity.HOUR }), `trips/${key('year')}${key('month')}${key('day')}${key('hour')}`],
    ['fields and event time', RecordPartitioning.byEventTime({ fields: ['borough', 'vendor'], granularity: PartitionGranularity.YEAR }),
      `trips/${key('borough')}${key('vendor')}${key('year')}`],
    ['fields and arrival', RecordPartitioning.byArrival({ fields: ['borough'], granularity: PartitionGranularity.DAY }),
      `trips/${key('borough')}year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/`],
  ])('by %s are keys of the transform', (_by, partitioning, Prefix) => {
    expectDestination(template(partitioning), { Prefix, DynamicPartitioningConfiguration: { Enabled: true } });
  });

  test.each<[RecordPartitioning, TransformConfig['partitionKeys'] | undefined]>([
    [RecordPartitioning.byArrival(), undefined],
    [RecordPartitioning.byArrival({ fields: ['borough'] }), { fields: ['borough'], folderName: expect.any(String), eventTime: [] }],
    [RecordPartitioning.byEventTime(), { fields: [], folderName: expect.any(String), eventTime: ['year', 'month', 'day'] }],
  ])('tell the transform its keys (%#)', (partitioning, partitionKeys) => {
    const [config] = functionConfigs<TransformConfig>(defined(partitioning).stack, 'invalidRecords');
    expect(config.partitionKeys).toEqual(partitionKeys);
  });

  test('are another delivery stream with keys than without, since the service cannot switch an existing one', () => {
    const id = (partitioning: RecordPartitioning) => Object.keys(template(partitioning).findResources('AWS::KinesisFirehose::DeliveryStream'))[0];
    const [byArrival, byEventTime, byFields] = [by.arrival, by.eventTime, by.fields].map(id);
    expect(byArrival).not.toBe(byEventTime);
    expect(byEventTime).toBe(byFields);
  });

  test('with keys take a function of one\'s own', () => {
    const { stack, props, curatedTable } = surroundings();
    const mine = lambda.Function.fromFunctionName(stack, 'Mine', 'mine');
    new CuratedDelivery(stack, 'Delivery', { ...props, schema, curatedTable, partitioning: RecordPartitioning.byEventTime(), transform: RecordTransform.fromFunction(mine) });
    expectDestination(Template.fromStack(stack), { DynamicPartitioningConfiguration: { Enabled: true } });
  });

  test.each([0, 1_800, 7_200])('with keys are tried again for %p seconds', (seconds) => {
    expectDestination(template(by.eventTime, { partitionRetryDuration: Duration.seconds(seconds) }), {
      DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: seconds } },
    });
  });

  test('with keys are tried again as long as a parameter says, or as the service sees fit', () => {
    const { stack, props, curatedTable } = surroundings();
    const partitionRetryDuration = Duration.seconds(new CfnParameter(stack, 'Retry', { type: 'Number' }).valueAsNumber);
    new CuratedDelivery(stack, 'Delivery', { ...props, schema, curatedTable, partitioning: by.fields, partitionRetryDuration });
    expectDestination(Template.fromStack(stack), { DynamicPartitioningConfiguration: { RetryOptions: { DurationInSeconds: { Ref: 'Retry' } } } });
    expectDestination(template(by.fields), { DynamicPartitioningConfiguration: { RetryOptions: Match.absent() } });
  });

  test('are counted in metrics', () => {
    const { stack, delivery } = defined(RecordPartitioning.byEventTime());
    const metrics = [delivery.metricPartitionCount(), delivery.metricPartitionCountExceeded()];
    const dimensions = { DeliveryStreamName: { Ref: expect.stringMatching('^DeliveryPartitioned') } };
    expect(metrics.map((metric) => ({ name: metric.metricName, namespace: metric.namespace, dimensions: stack.resolve(metric.dimensions) })))
      .toEqual(['PartitionCount', 'PartitionCountExceeded'].map((name) => ({ name, namespace: 'AWS/Firehose', dimensions })));
    expect(metrics.map(({ statistic }) => statistic)).toEqual(['Maximum', 'Maximum']);
  });

  test('with keys leave no finding of the AWS Solutions rules', () => {
    const { stack, props, curatedTable } = surroundings();
    const scope = new Stack(stack, 'Deliveries');
    new CuratedDelivery(scope, 'Delivery', { ...props, schema, curatedTable, partitioning: RecordPartitioning.byEventTime({ fields: ['borough'] }) });
    expect(nagFindings(scope)).toEqual([]);
  });
});

describe('partitions fail', () => {
  const byFields = (...fields: string[]) => RecordPartitioning.byArrival({ fields });

  test('by an event time that the schema does not have', () => {
    expect(failure(RecordPartitioning.byEventTime(), { schema: timeless })).toThrow('partitioning by event time needs the eventTime of the schema, got none in trips');
  });

  test.each<[RecordPartitioning, string]>([
    [byFields('district'), 'partitioning: fields must be among those of schema trips (trip_id, borough, color, vendor, zone, total, pickup_at), got "district"'],
    [byFields('zone'), 'partitioning: fields must be required, got zone, which may be absent'],
    [byFields('total'), 'partitioning: fields must be of type string, integer, bigint, date, got total of type double'],
    [byFields('trip_id'), 'partitioning: fields must have few values, got trip_id, the documentId'],
    [byFields('borough', 'borough'), 'partitioning: fields must each be named once, got borough, borough'],
    [byFields('color'), 'partitioning: allowedValues of color must be folder names of 1 to 128 characters without / \\ % # ? or control characters, got "green/blue"'],
  ])('by fields that cannot be folders (%#)', (partitioning, message) => {
    expect(failure(partitioning)).toThrow(message);
  });

  test('by every field', () => {
    expect(failure(byFields('borough'), { schema: timeless })).toThrow('partitioning: fields must leave one to store, got every field of schema trips');
  });

  test('with keys and nobody to name them', () => {
    expect(failure(RecordPartitioning.byEventTime(), { transform: RecordTransform.none() }))
      .toThrow('partitioning by event time or fields needs a transform function to name the partition of each record, got RecordTransform.none()');
  });

  test('with keys and buffers that the service does not take', () => {
    const small = { bufferingInterval: Duration.seconds(59), format: DeliveryFormat.json(), bufferingSize: Size.mebibytes(63) };
    expect(failure(by.eventTime, small)).toThrow(
      /bufferingSize must be between 64 and 128 MiB in whole MiB for format json with partitioning by event time or fields, got 63 MiB\n.*bufferingInterval must be between 60 and 900 seconds in whole seconds with partitioning by event time or fields, got 59 seconds/);
  });

  test.each([Duration.seconds(7_201), Duration.hours(3), Duration.millis(500)])('with a time to try again that the service does not take (%#)', (partitionRetryDuration) => {
    expect(failure(by.eventTime, { partitionRetryDuration })).toThrow(/partitionRetryDuration must be between 0 and 7200 seconds in whole seconds, got /);
  });

  test('with a time to try again that nothing has without keys', () => {
    expect(failure(by.arrival, { partitionRetryDuration: Duration.minutes(5) })).toThrow(
      'partitionRetryDuration is that of partitions by event time or fields, got Duration.minutes(5) with partitions by arrival alone: leave it out');
  });

  test('by event time in another time zone than UTC', () => {
    expect(failure(RecordPartitioning.byEventTime(), { timeZone: TimeZone.AMERICA_NEW_YORK }))
      .toThrow('timeZone is that of partitions by arrival, got America/New_York with RecordPartitioning.byEventTime, whose partitions are in UTC');
  });
});
