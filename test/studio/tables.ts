import { App, Duration, Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { Field, FlinkSourceProps, FlinkTable, RecordSchema } from '../../src';

export const trips = new RecordSchema({
  name: 'trips',
  fields: [
    Field.ofString('trip_id', { required: true, wireName: 'tripId' }),
    Field.ofTimestamp('pickup_at', { required: true }),
    Field.ofTimestamp('dropoff_at'),
    Field.ofString('borough'),
    Field.ofInteger('passengers'),
    Field.ofDecimal('total', { precision: 8, scale: 2 }),
    Field.ofJson('extras'),
  ],
  eventTime: 'pickup_at',
  partitionKey: 'trip_id',
});

export const hours = new RecordSchema({
  name: 'hours',
  fields: [
    Field.ofString('hour_id', { required: true }),
    Field.ofTimestamp('window_start', { required: true }),
    Field.ofString('borough'),
    Field.ofBigint('trips'),
    Field.ofDecimal('revenue', { precision: 12, scale: 2 }),
  ],
  eventTime: 'window_start',
  partitionKey: 'hour_id',
});

export function stream(name = 'trips'): kinesis.IStream {
  const stack = new Stack(new App(), 'Streams', { env: { account: '123456789012', region: 'eu-west-1' } });
  return kinesis.Stream.fromStreamArn(stack, name, `arn:aws:kinesis:eu-west-1:123456789012:stream/${name}`);
}

export function tripsTable(props: Partial<FlinkSourceProps> = {}): FlinkTable {
  return FlinkTable.source({ schema: trips, stream: stream(), watermarkDelay: Duration.minutes(5), ...props });
}

export function hoursTable(): FlinkTable {
  return FlinkTable.target({ schema: hours, stream: stream('hours') });
}
