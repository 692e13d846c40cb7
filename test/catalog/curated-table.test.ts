import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CuratedDataFormat, CuratedTable, DataCatalog, DataCatalogProps, Field, PartitionGranularity, RecordPartitioning, RecordSchema } from '../../src';

const trips = new RecordSchema({
  name: 'trips',
  fields: [
    Field.ofString('trip_id', { required: true }),
    Field.ofString('borough', { required: true }),
    Field.ofString('color', { required: true, allowedValues: ['yellow', 'green'] }),
    Field.ofString('rate', { required: true, allowedValues: ['a,b', 'c'] }),
    Field.ofInteger('vendor', { required: true, minimum: 1, maximum: 6 }),
    Field.ofBigint('medallion', { required: true }),
    Field.ofDate('service_day', { required: true }),
    Field.ofTimestamp('pickup_at', { required: true }),
  ],
  eventTime: 'pickup_at',
});

function defined(changes: Partial<DataCatalogProps> = {}): { catalog: DataCatalog; template: Template } {
  const stack = new Stack(new App(), 'Stack');
  const catalog = new DataCatalog(stack, 'Catalog', {
    schema: trips,
    stream: kinesis.Stream.fromStreamArn(stack, 'Stream', 'arn:aws:kinesis:us-east-1:123456789012:stream/trips'),
    curatedBucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'curated'),
    ...changes,
  });
  return { catalog, template: Template.fromStack(stack) };
}

/** What a curated table says, as the template spells it. */
function curatedTable(changes: Partial<DataCatalogProps>) {
  const tables = Object.values(defined(changes).template.findResources('AWS::Glue::Table')).map(({ Properties }) => Properties.TableInput);
  const { Description, Parameters, PartitionKeys, StorageDescriptor } = tables.find(({ Name }) => Name === 'trips_curated');
  return { description: Description, parameters: Parameters, partitionKeys: PartitionKeys, storage: StorageDescriptor };
}

describe('the curated table', () => {
  test('has the day of the event as partitions', () => {
    const { description, parameters, partitionKeys } = curatedTable({ partitioning: RecordPartitioning.byEventTime() });
    expect(description).toBe('Records of schema trips as delivered, partitioned by the day of their event time.');
    expect(partitionKeys).toEqual(['year', 'month', 'day'].map((Name) => ({ Name, Type: 'string' })));
    expect(parameters).toMatchObject({ 'storage.location.template': 's3://curated/trips/year=${year}/month=${month}/day=${day}/', 'projection.day.range': '1,31' });
    expect(Object.keys(parameters).filter((name) => name.includes('hour'))).toEqual([]);
  });

  test('has fields as partitions and no longer as columns, each with the values that are known of it', () => {
    const fields = ['color', 'borough', 'rate', 'vendor', 'medallion', 'service_day'];
    const { description, parameters, partitionKeys, storage } = curatedTable({
      partitioning: RecordPartitioning.byArrival({ fields, granularity: PartitionGranularity.MONTH }), firstYear: 2019,
    });
    expect(description).toContain('partitioned by the color, borough, rate, vendor, medallion, service_day, month of their arrival.');
    expect(partitionKeys).toEqual([
      { Name: 'color', Type: 'string' },
      { Name: 'borough', Type: 'string' },
      { Name: 'rate', Type: 'string' },
      { Name: 'vendor', Type: 'int' },
      { Name: 'medallion', Type: 'bigint' },
      { Name: 'service_day', Type: 'date' },
      { Name: 'year', Type: 'string' },
      { Name: 'month', Type: 'string' },
    ]);
    expect(storage.Columns).toEqual([{ Name: 'trip_id', Type: 'string' }, { Name: 'pickup_at', Type: 'timestamp' }]);
    expect(parameters).toEqual({
      'EXTERNAL': 'TRUE',
      'classification': 'parquet',
      'projection.enabled': 'true',
      'projection.color.type': 'enum',
      'projection.color.values': 'yellow,green',
      'projection.borough.type': 'injected',
      'projection.rate.type': 'injected',
      'projection.vendor.type': 'integer',
      'projection.vendor.range': '1,6',
      'projection.medallion.type': 'injected',
      'projection.service_day.type': 'date',
      'projection.service_day.format': 'yyyy-MM-dd',
      'projection.service_day.range': '2019-01-01,NOW+1YEARS',
      'projection.service_day.interval': '1',
      'projection.service_day.interval.unit': 'DAYS',
      'projection.year.type': 'date',
      'projection.year.format': 'yyyy',
      'projection.year.range': '2019,NOW+1YEARS',
      'projection.year.interval': '1',
      'projection.year.interval.unit': 'YEARS',
      'projection.month.type': 'integer',
      'projection.month.range': '1,12',
      'projection.month.digits': '2',
      'storage.location.template': 's3://curated/trips/'
        + 'color=${color}/borough=${borough}/rate=${rate}/vendor=${vendor}/medallion=${medallion}/service_day=${service_day}/year=${year}/month=${month}/',
    });
  });

  test('describes ORC', () => {
    const { parameters, storage } = curatedTable({ dataFormat: CuratedDataFormat.ORC });
    expect(parameters).toMatchObject({ classification: 'orc' });
    expect(storage).toMatchObject({
      InputFormat: 'org.apache.hadoop.hive.ql.io.orc.OrcInputFormat',
      OutputFormat: 'org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat',
      SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.orc.OrcSerde' },
    });
  });

  test('is told by its names', () => {
    const { catalog } = defined();
    expect(catalog.curatedTable.resource?.node.path).toBe('Stack/Catalog/CuratedTable');
    expect(catalog.curatedTable.databaseName).toBe(catalog.databaseName);
  });

  test('fails with a partitioning that does not fit the schema', () => {
    expect(() => defined({ partitioning: RecordPartitioning.byArrival({ fields: ['district'] }) }))
      .toThrow('DataCatalog Stack/Catalog: partitioning: fields must be among those of schema trips');
  });
});

describe('an existing curated table', () => {
  const existingCuratedTable = CuratedTable.fromNames('lake', 'trips');

  test('is taken as it is, beside the tables over the streams', () => {
    const { catalog, template } = defined({ existingCuratedTable, removalPolicy: RemovalPolicy.RETAIN });
    expect(catalog.curatedTable).toBe(existingCuratedTable);
    template.resourceCountIs('AWS::Glue::Table', 1);
    template.hasResourceProperties('AWS::Glue::Table', { TableInput: Match.objectLike({ Name: 'trips' }) });
  });

  test('fails with options for a new one', () => {
    expect(() => defined({ existingCuratedTable, tableNames: { curated: 'mine' }, firstYear: 2019 }))
      .toThrow('existingCuratedTable takes a resource as it is, so tableNames.curated, firstYear cannot be set with it');
  });

  test('does not get in the way of the names of the others', () => {
    const schema = new RecordSchema({ name: 'trips_curated', fields: [Field.ofString('trip_id')] });
    const stream = kinesis.Stream.fromStreamArn(new Stack(), 'Insights', 'arn:aws:kinesis:us-east-1:123456789012:stream/insights');
    expect(() => defined({ insights: { schema, stream } })).toThrow('every table needs a name of its own');
    expect(() => defined({ existingCuratedTable, insights: { schema, stream } })).not.toThrow();
  });
});
