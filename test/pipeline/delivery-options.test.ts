import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Props, readings } from './variants';
import { CuratedTable, DeliveryFormat, RecordPartitioning, StreamingAnalyticsPipeline } from '../../src';
import { cycles } from '../support/dependencies';
import { nagFindings } from '../support/nag';

function defined(props: Props): Stack {
  const stack = new Stack(new App(), 'Stack');
  new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, search: { enabled: false }, studio: { enabled: false }, ...props });
  return stack;
}

const curated = (Parameters: object, SerializationLibrary: unknown = Match.anyValue()) => ({
  TableInput: Match.objectLike({ Name: 'readings_curated', Parameters: Match.objectLike(Parameters), StorageDescriptor: Match.objectLike({ SerdeInfo: Match.objectLike({ SerializationLibrary }) }) }),
});

describe('delivery and catalogue of a pipeline', () => {
  test.each([
    ['parquet', undefined],
    ['parquet', DeliveryFormat.parquet()],
    ['orc', DeliveryFormat.orc()],
    ['json', DeliveryFormat.json()],
  ])('agree on the format %s', (classification, format) => {
    Template.fromStack(defined({ delivery: { format } })).hasResourceProperties('AWS::Glue::Table', curated({ classification }));
  });

  test('agree on the partitions', () => {
    const template = Template.fromStack(defined({ delivery: { partitioning: RecordPartitioning.byEventTime({ fields: ['sensor_id'] }) } }));
    template.hasResourceProperties('AWS::Glue::Table', curated({ 'projection.sensor_id.type': 'injected', 'projection.hour.type': Match.absent() }));
    template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      ExtendedS3DestinationConfiguration: { Prefix: Match.stringLikeRegexp('^readings/sensor_id=!\\{partitionKeyFromLambda:sensor_id\\}/year=') },
    });
  });

  test('take an existing curated table', () => {
    const template = Template.fromStack(defined({ catalog: { existingCuratedTable: CuratedTable.fromNames('lake', 'readings') } }));
    template.resourceCountIs('AWS::Glue::Table', 1);
    template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      ExtendedS3DestinationConfiguration: { DataFormatConversionConfiguration: { SchemaConfiguration: { DatabaseName: 'lake', TableName: 'readings' } } },
    });
  });

  test('keep raw records, partition by event time and write ORC with no finding and no cycle', () => {
    const stack = defined({ delivery: { format: DeliveryFormat.orc(), partitioning: RecordPartitioning.byEventTime(), rawRecordBackup: true } });
    expect(nagFindings(stack)).toEqual([]);
    expect(cycles(Template.fromStack(stack))).toEqual([]);
  });

  test('name the partitioning once, as the person wrote it', () => {
    expect(() => defined({ delivery: { partitioning: RecordPartitioning.byArrival({ fields: ['district'] }) } })).toThrow(': delivery.partitioning: fields must be among');
  });

  test('fail for ORC without a catalogue', () => {
    expect(() => defined({ catalog: { enabled: false }, delivery: { format: DeliveryFormat.orc() } })).toThrow('delivery in Parquet or ORC needs the curated table');
  });
});
