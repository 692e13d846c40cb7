import * as fs from 'fs';
import * as path from 'path';
import { Duration, Size } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { expectDestination, schema, surroundings, synthesize } from './delivery';
import { CuratedDelivery, DeliveryFormat, InvalidRecords, RecordTransform } from '../../src';

const calls = (...parameters: [string, string | object][]) => ({
  ProcessingConfiguration: {
    Enabled: true,
    Processors: [{ Type: 'Lambda', Parameters: Match.arrayWith(parameters.map(([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue }))) }],
  },
});

/** The configuration in the asset of a delivery's transform function. */
function config(transform?: RecordTransform): unknown {
  const { app, stack, props } = surroundings();
  new CuratedDelivery(stack, 'Delivery', { ...props, transform });
  const assembly = app.synth();
  const [folder] = fs.readdirSync(assembly.directory).filter((name) => fs.existsSync(path.join(assembly.directory, name, 'config.json')));
  return JSON.parse(fs.readFileSync(path.join(assembly.directory, folder, 'config.json'), 'utf8'));
}

describe('RecordTransform.standard', () => {
  test('calls the package\'s function with small batches and three retries', () => {
    const { delivery, template } = synthesize();
    expectDestination(template, calls(
      ['LambdaArn', { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeliveryTransform'), 'Arn'] }],
      ['RoleArn', { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeliveryRole'), 'Arn'] }],
      ['NumberOfRetries', '3'],
      ['BufferSizeInMBs', '0.25'],
      ['BufferIntervalInSeconds', '60'],
    ));
    template.hasResourceProperties('AWS::Lambda::Function', { Timeout: 60, MemorySize: 256, Handler: 'index.handler' });
    expect(delivery.transformFunction).toBeDefined();
  });

  test('renders zero retries, which the service would otherwise make three', () => {
    expectDestination(synthesize({ transformRetries: 0 }).template, calls(['NumberOfRetries', '0']));
  });

  test('takes buffer hints, of parts of a mebibyte too', () => {
    const options = { transformBufferSize: Size.kibibytes(256), transformBufferInterval: Duration.seconds(0), transformRetries: 300 };
    expectDestination(synthesize(options).template, calls(['NumberOfRetries', '300'], ['BufferSizeInMBs', '0.25'], ['BufferIntervalInSeconds', '0']));
  });

  test('takes timeout and memory', () => {
    synthesize({ transform: RecordTransform.standard({ timeout: Duration.minutes(5), memorySize: 1024 }) })
      .template.hasResourceProperties('AWS::Lambda::Function', { Timeout: 300, MemorySize: 1024 });
  });

  test.each([
    [undefined, 'ProcessingFailed'],
    [RecordTransform.standard({ invalidRecords: InvalidRecords.PROCESSING_FAILED }), 'ProcessingFailed'],
    [RecordTransform.standard({ invalidRecords: InvalidRecords.DROPPED }), 'Dropped'],
  ])('gives the function the schema and what becomes of invalid records (%#)', (transform, invalidRecords) => {
    expect(config(transform)).toEqual({ schema: JSON.parse(JSON.stringify(schema._toConfig())), invalidRecords });
  });

  test.each([Duration.millis(500), Duration.millis(1500), Duration.seconds(301)])('fails with a timeout of %s', (timeout) => {
    expect(() => synthesize({ transform: RecordTransform.standard({ timeout }) }))
      .toThrow('timeout of RecordTransform.standard must be between 1 second and 5 minutes in whole seconds, got');
  });

  test.each([127, 10241, 256.5])('fails with a memory of %p', (memorySize) => {
    expect(() => synthesize({ transform: RecordTransform.standard({ memorySize }) }))
      .toThrow(`memorySize of RecordTransform.standard must be an integer between 128 and 10240, got ${memorySize}`);
  });
});

describe('RecordTransform.fromFunction', () => {
  test('calls the function given and defines none', () => {
    const { stack, props } = surroundings();
    const mine = lambda.Function.fromFunctionArn(stack, 'Mine', 'arn:aws:lambda:us-east-1:123456789012:function:mine');
    const delivery = new CuratedDelivery(stack, 'Delivery', { ...props, transform: RecordTransform.fromFunction(mine), transformRetries: 1 });
    const template = Template.fromStack(stack);
    expectDestination(template, calls(['LambdaArn', 'arn:aws:lambda:us-east-1:123456789012:function:mine'], ['NumberOfRetries', '1']));
    template.resourceCountIs('AWS::Lambda::Function', 0);
    expect(delivery.transformFunction).toBe(mine);
  });
});

describe('RecordTransform.none', () => {
  test('calls no function for Parquet', () => {
    const { delivery, template } = synthesize({ transform: RecordTransform.none() });
    expectDestination(template, { ProcessingConfiguration: Match.absent() });
    expect(delivery.transformFunction).toBeUndefined();
  });

  test('lets Firehose end each JSON record with a newline', () => {
    expectDestination(synthesize({ transform: RecordTransform.none(), format: DeliveryFormat.json() }).template, {
      ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'AppendDelimiterToRecord', Parameters: [] }] },
    });
  });

  test('fails with options for calling a function', () => {
    expect(() => synthesize({ transform: RecordTransform.none(), transformRetries: 3, transformBufferSize: Size.mebibytes(1) }))
      .toThrow('transformBufferSize, transformRetries cannot be set with RecordTransform.none(), which calls no function');
  });
});

describe('a transform', () => {
  test.each([
    ['standard', true, RecordTransform.standard()],
    ['standard that drops', false, RecordTransform.standard({ invalidRecords: InvalidRecords.DROPPED })],
    ['none', false, RecordTransform.none()],
  ])('%s is known to keep invalid records: %p', (_name, keeps, transform) => {
    expect(transform._way.keepsInvalidRecords).toBe(keeps);
  });

  test('of a function is not known to keep invalid records', () => {
    const mine = lambda.Function.fromFunctionName(surroundings().stack, 'Mine', 'mine');
    expect(RecordTransform.fromFunction(mine)._way.keepsInvalidRecords).toBe(false);
  });
});
