import { CfnParameter, Duration, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { surroundings, synthesize } from './delivery';
import { CuratedDelivery, CuratedDeliveryProps, DeliveryFormat } from '../../src';

const failure = (changes: Partial<CuratedDeliveryProps>) => () => synthesize(changes);

describe('CuratedDelivery', () => {
  test('fails with Parquet and no table', () => {
    expect(failure({ format: DeliveryFormat.parquet(), curatedTable: undefined }))
      .toThrow('CuratedDelivery Stack/Delivery: format parquet needs the table whose columns the objects get, got no curatedTable');
  });

  test.each([
    ['parquet', DeliveryFormat.parquet(), Size.mebibytes(63), 64],
    ['parquet', DeliveryFormat.parquet(), Size.mebibytes(129), 64],
    ['json', DeliveryFormat.json(), Size.kibibytes(512), 1],
    ['json', DeliveryFormat.json(), Size.kibibytes(1536), 1],
    ['json', DeliveryFormat.json(), Size.mebibytes(129), 1],
  ])('fails for %s with a buffer out of range (%#)', (name, format, bufferingSize, smallest) => {
    expect(failure({ format, bufferingSize })).toThrow(`bufferingSize must be between ${smallest} and 128 MiB in whole MiB for format ${name}, got `);
  });

  test.each(['bufferingInterval', 'transformBufferInterval'])('fails with %s out of range', (property) => {
    for (const [interval, seconds] of [[Duration.minutes(16), 960], [Duration.millis(500), 0.5]] as const) {
      expect(failure({ [property]: interval })).toThrow(`${property} must be between 0 and 900 seconds in whole seconds, got ${seconds} seconds`);
    }
  });

  test.each([Size.kibibytes(204), Size.mebibytes(4)])('fails with a transform buffer out of range (%#)', (transformBufferSize) => {
    expect(failure({ transformBufferSize })).toThrow('transformBufferSize must be between 0.2 and 3 MiB, got ');
  });

  test.each([-1, 301, 1.5])('fails with %p retries', (transformRetries) => {
    expect(failure({ transformRetries })).toThrow(`transformRetries must be an integer between 0 and 300, got ${transformRetries}`);
  });

  test.each(['prefix', 'errorPrefix'])('fails with a wrong %s', (property) => {
    for (const prefix of ['trips', '/trips/', 'trips//', '', 'all/*/']) {
      expect(failure({ [property]: prefix })).toThrow(`${property} must be folder names of letters, digits, _ . = and -, each ended by a slash`);
    }
    expect(failure({ [property]: 'trips/!{timestamp:yyyy}/' })).toThrow(`${property} must have no expressions of its own, got "trips/!{timestamp:yyyy}/"`);
    expect(failure({ [property]: `${'a'.repeat(512)}/` })).toThrow(`${property} must have at most 512 characters, got 513`);
  });

  test.each([['all/', 'all/errors/'], ['all/trips/', 'all/'], ['all/', 'all/']])('fails with prefix %p and errorPrefix %p', (prefix, errorPrefix) => {
    expect(failure({ prefix, errorPrefix })).toThrow(`prefix and errorPrefix must not lie within each other, got "${prefix}" and "${errorPrefix}"`);
  });

  test('names every problem', () => {
    expect(failure({ bufferingSize: Size.mebibytes(5), transformRetries: -1 })).toThrow(/has 2 problems:\n {2}- bufferingSize.*\n {2}- transformRetries/);
  });

  test('takes tokens', () => {
    const { stack, props } = surroundings();
    const number = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
    const prefix = new CfnParameter(stack, 'Prefix').valueAsString;
    new CuratedDelivery(stack, 'Delivery', {
      ...props,
      prefix,
      bufferingInterval: Duration.seconds(number('Interval')),
      bufferingSize: Size.mebibytes(number('Size')),
      transformBufferInterval: Duration.seconds(number('TransformInterval')),
      transformBufferSize: Size.mebibytes(number('TransformSize')),
      transformRetries: number('Retries'),
    });
    Template.fromStack(stack).hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      ExtendedS3DestinationConfiguration: {
        BufferingHints: { IntervalInSeconds: { Ref: 'Interval' }, SizeInMBs: { Ref: 'Size' } },
        Prefix: { 'Fn::Join': ['', [{ Ref: 'Prefix' }, 'year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/']] },
      },
    });
  });

  test('needs no account or region', () => {
    const { props } = surroundings();
    expect(() => new CuratedDelivery(new Stack(), 'Delivery', props)).not.toThrow();
  });
});
