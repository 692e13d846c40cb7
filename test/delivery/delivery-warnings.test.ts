import { Annotations as CoreAnnotations, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { surroundings } from './delivery';
import { CuratedDelivery, Field, RecordSchema, RecordTransform } from '../../src';
import { typicalRecordSize } from '../../src/delivery/typical-record-size';

function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

const wide = new RecordSchema({ name: 'wide', fields: Array.from({ length: 6 }, (_, index) => Field.ofJson(`part_${index}`)) });

describe('records far below 5 KiB', () => {
  test('are warned of, with their size and what to do', () => {
    const { stack, props } = surroundings();
    new CuratedDelivery(stack, 'Delivery', props);
    expect(warnings(stack)).toEqual([expect.stringMatching(
      /a record of schema trips has about \d\d bytes, as its fields suggest, and Firehose bills every record of the stream as 5 KiB at least: let producers aggregate records.*\[ack: streaming-analytics-pipeline:smallRecords\]/)]);
  });

  test('are not warned of once that is acknowledged', () => {
    const { stack, props } = surroundings();
    const delivery = new CuratedDelivery(stack, 'Delivery', props);
    CoreAnnotations.of(delivery).acknowledgeWarning('streaming-analytics-pipeline:smallRecords', 'our producers aggregate');
    expect(warnings(stack)).toEqual([]);
  });

  test('are not what a large schema suggests', () => {
    const { stack, props } = surroundings();
    new CuratedDelivery(stack, 'Delivery', { ...props, schema: wide });
    expect(warnings(stack)).toEqual([]);
  });

  test('have the size that names and types suggest', () => {
    const schema = new RecordSchema({
      name: 'trips',
      fields: [
        Field.ofString('a', { wireName: 'long_name' }),
        Field.ofString('b', { allowedValues: ['x', 'Zürich'] }),
        Field.ofBoolean('c'),
        Field.ofInteger('d'),
        Field.ofBigint('e'),
        Field.ofDouble('f'),
        Field.ofDouble('g'),
        Field.ofDecimal('h', { precision: 8, scale: 2 }),
        Field.ofTimestamp('i'),
        Field.ofDate('j'),
        Field.ofJson('k'),
        Field.ofGeoPoint('l', { longitude: 'f', latitude: 'g' }),
      ],
    });
    const record = `{"long_name":"${'s'.repeat(16)}","b":"Zürich","c":false,"d":100000,"e":1000000000000,"f":-73.985131,"g":-73.985131,"h":123456.78,`
      + `"i":"2026-01-31T23:59:59.000Z","j":"2026-01-31","k":${'j'.repeat(200)},}`;
    expect(typicalRecordSize(schema)).toBe(Buffer.byteLength(record));
  });
});

describe('the timeout of a function of one\'s own', () => {
  function withTimeout(timeout?: Duration): string[] {
    const { stack, props } = surroundings();
    const mine = new lambda.Function(stack, 'Mine', {
      runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = null'), timeout,
    });
    new CuratedDelivery(stack, 'Delivery', { ...props, schema: wide, transform: RecordTransform.fromFunction(mine) });
    return warnings(stack);
  }

  test.each<[string, Duration | undefined, number]>([
    ['Lambda\'s default', undefined, 3],
    ['below a minute', Duration.seconds(59), 59],
    ['above what Firehose waits', Duration.minutes(15), 900],
  ])('is warned of: %s', (_what, timeout, seconds) => {
    expect(withTimeout(timeout)).toEqual([expect.stringContaining(`transform: the function Stack/Mine has a timeout of ${seconds} seconds`)]);
  });

  test.each([Duration.minutes(1), Duration.minutes(5)])('is right between 1 and 5 minutes: %s', (timeout) => {
    expect(withTimeout(timeout)).toEqual([]);
  });

  test('is not known of a function that is imported', () => {
    const { stack, props } = surroundings();
    const mine = lambda.Function.fromFunctionName(stack, 'Mine', 'mine');
    new CuratedDelivery(stack, 'Delivery', { ...props, schema: wide, transform: RecordTransform.fromFunction(mine) });
    expect(warnings(stack)).toEqual([]);
  });
});
