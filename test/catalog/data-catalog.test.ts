import { App, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CuratedDataFormat, DataCatalog, DataCatalogProps, Field, RecordSchema } from '../../src';

const trips = new RecordSchema({
  name: 'trips',
  fields: [
    Field.ofString('trip_id', { required: true }),
    Field.ofTimestamp('pickup_at', { required: true }),
    Field.ofDecimal('total', { precision: 8, scale: 2 }),
    Field.ofJson('extras'),
    Field.ofDouble('pickup_longitude'),
    Field.ofDouble('pickup_latitude'),
    Field.ofGeoPoint('pickup', { longitude: 'pickup_longitude', latitude: 'pickup_latitude' }),
  ],
  eventTime: 'pickup_at',
});
const revenue = new RecordSchema({ name: 'revenue', fields: [Field.ofString('borough'), Field.ofBigint('trips')] });
const columns = [
  { Name: 'trip_id', Type: 'string' },
  { Name: 'pickup_at', Type: 'timestamp' },
  { Name: 'total', Type: 'decimal(8,2)' },
  { Name: 'extras', Type: 'string' },
  { Name: 'pickup_longitude', Type: 'double' },
  { Name: 'pickup_latitude', Type: 'double' },
];

type Changes = Partial<DataCatalogProps>;

function props(stack: Stack, changes: Changes = {}): DataCatalogProps {
  return {
    schema: trips,
    stream: kinesis.Stream.fromStreamArn(stack, 'Stream', 'arn:aws:kinesis:us-east-1:123456789012:stream/trips'),
    curatedBucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'curated'),
    ...changes,
  };
}

function catalog(changes: Changes = {}): { catalog: DataCatalog; template: Template } {
  const stack = new Stack(new App(), 'Trips-Stack');
  const defined = new DataCatalog(stack, 'Catalog', props(stack, changes));
  return { catalog: defined, template: Template.fromStack(stack) };
}

function insights(stack: Stack): DataCatalogProps['insights'] {
  return { schema: revenue, stream: kinesis.Stream.fromStreamArn(stack, 'Insights', 'arn:aws:kinesis:us-east-1:123456789012:stream/insights') };
}

function failure(changes: Changes): () => DataCatalog {
  return () => new DataCatalog(new Stack(), 'Catalog', props(new Stack(), changes));
}

const table = (name: string, tableInput: object) => ({ TableInput: Match.objectLike({ Name: name, ...tableInput }) });

describe('DataCatalog', () => {
  test('defines a database, a source table and a curated table, and no target table without insights', () => {
    const { catalog: defined, template } = catalog();
    template.hasResource('AWS::Glue::Database', {
      DeletionPolicy: 'Delete',
      Properties: { CatalogId: { Ref: 'AWS::AccountId' }, DatabaseInput: { Name: Match.stringLikeRegexp('^tripsstack_catalog_[0-9a-f]{8}$') } },
    });
    template.resourceCountIs('AWS::Glue::Table', 2);
    expect(defined.targetTable).toBeUndefined();
  });

  test('describes the stream for the Studio', () => {
    catalog().template.hasResource('AWS::Glue::Table', {
      DeletionPolicy: 'Delete',
      Properties: {
        CatalogId: { Ref: 'AWS::AccountId' },
        DatabaseName: { Ref: Match.stringLikeRegexp('^Catalog') },
        TableInput: {
          Name: 'trips',
          Description: 'Records of schema trips on their Kinesis data stream.',
          TableType: 'EXTERNAL_TABLE',
          Parameters: {
            'EXTERNAL': 'TRUE',
            'classification': 'json',
            'typeOfData': 'kinesis',
            'connector': 'kinesis',
            'stream': 'trips',
            'aws.region': { Ref: 'AWS::Region' },
            'scan.stream.initpos': 'LATEST',
            'format': 'json',
            'json.timestamp-format.standard': 'ISO-8601',
            'managed-flink.rowtime': 'pickup_at',
            'managed-flink.watermark.pickup_at.milliseconds': '5000',
          },
          StorageDescriptor: {
            Columns: columns,
            Location: 'arn:aws:kinesis:us-east-1:123456789012:stream/trips',
            InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
            OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
            SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
          },
        },
      },
    });
  });

  test('lets Athena compute the partitions of the curated objects', () => {
    catalog().template.hasResource('AWS::Glue::Table', {
      DeletionPolicy: 'Delete',
      Properties: {
        DatabaseName: { Ref: Match.stringLikeRegexp('^Catalog') },
        TableInput: {
          Name: 'trips_curated',
          TableType: 'EXTERNAL_TABLE',
          PartitionKeys: ['year', 'month', 'day', 'hour'].map((Name) => ({ Name, Type: 'string' })),
          Parameters: {
            'EXTERNAL': 'TRUE',
            'classification': 'parquet',
            'projection.enabled': 'true',
            'projection.year.type': 'date',
            'projection.year.format': 'yyyy',
            'projection.year.range': '2026,NOW+1YEARS',
            'projection.year.interval': '1',
            'projection.year.interval.unit': 'YEARS',
            'projection.month.type': 'integer',
            'projection.month.range': '1,12',
            'projection.month.digits': '2',
            'projection.day.type': 'integer',
            'projection.day.range': '1,31',
            'projection.day.digits': '2',
            'projection.hour.type': 'integer',
            'projection.hour.range': '0,23',
            'projection.hour.digits': '2',
            'storage.location.template': 's3://curated/trips/year=${year}/month=${month}/day=${day}/hour=${hour}/',
          },
          StorageDescriptor: {
            Columns: columns,
            Location: 's3://curated/trips/',
            InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
            OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
            SerdeInfo: {
              SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
              Parameters: { 'serialization.format': '1' },
            },
          },
        },
      },
    });
  });

  test('describes the stream of insights as the target table', () => {
    const { catalog: defined, template } = catalog({ insights: insights(new Stack()) });
    template.hasResourceProperties('AWS::Glue::Table', table('revenue', {
      Parameters: Match.objectLike({ 'stream': 'insights', 'managed-flink.rowtime': Match.absent() }),
      StorageDescriptor: Match.objectLike({
        Location: 'arn:aws:kinesis:us-east-1:123456789012:stream/insights',
        Columns: [{ Name: 'borough', Type: 'string' }, { Name: 'trips', Type: 'bigint' }],
      }),
    }));
    expect(defined.targetTable).toBeDefined();
  });

  test('leaves fields with another name on the wire out of the source table and says why, but keeps them in the curated one', () => {
    const schema = new RecordSchema({
      name: 'trips',
      fields: [
        Field.ofString('trip_id'),
        Field.ofTimestamp('pickup_at', { required: true, wireName: 'pickupAt' }),
        Field.ofDouble('total', { wireName: 'totalAmount' }),
      ],
      eventTime: 'pickup_at',
    });
    const { template } = catalog({ schema });
    template.hasResourceProperties('AWS::Glue::Table', table('trips', {
      Description: 'Records of schema trips on their Kinesis data stream. Left out, since Flink needs their exact names on the stream and Glue cannot hold them; '
        + 'a CREATE TABLE statement in the Studio can: pickup_at (pickupAt), total (totalAmount)',
      Parameters: Match.objectLike({ 'managed-flink.rowtime': Match.absent() }),
      StorageDescriptor: Match.objectLike({ Columns: [{ Name: 'trip_id', Type: 'string' }] }),
    }));
    template.hasResourceProperties('AWS::Glue::Table', table('trips_curated', {
      StorageDescriptor: Match.objectLike({
        Columns: [{ Name: 'trip_id', Type: 'string' }, { Name: 'pickup_at', Type: 'timestamp' }, { Name: 'total', Type: 'double' }],
      }),
    }));
  });

  test('cuts a description at the length that Glue takes', () => {
    const fields = Array.from({ length: 60 }, (_, index) => Field.ofString(`a_rather_long_name_of_a_field_${index}`, { wireName: `aRatherLongNameOfAField${index}` }));
    const tables = catalog({ schema: new RecordSchema({ name: 'trips', fields }) }).template.findResources('AWS::Glue::Table');
    const lengths = Object.values(tables).map(({ Properties }) => Properties.TableInput.Description.length);
    expect(Math.max(...lengths)).toBe(2048);
  });

  test('takes names, prefix, format, first year, watermark delay and removal policy', () => {
    const { template } = catalog({
      insights: insights(new Stack()),
      databaseName: 'taxi',
      tableNames: { source: 'arriving', target: 'found', curated: 'delivered' },
      curatedPrefix: 'nyc/taxi/',
      dataFormat: CuratedDataFormat.JSON,
      firstYear: 2019,
      watermarkDelay: Duration.minutes(2),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    template.hasResource('AWS::Glue::Database', { DeletionPolicy: 'Retain', Properties: { DatabaseInput: Match.objectLike({ Name: 'taxi' }) } });
    template.allResources('AWS::Glue::Table', { DeletionPolicy: 'Retain' });
    template.hasResourceProperties('AWS::Glue::Table', table('found', {}));
    template.hasResourceProperties('AWS::Glue::Table', table('arriving', {
      Parameters: Match.objectLike({ 'managed-flink.watermark.pickup_at.milliseconds': '120000' }),
    }));
    template.hasResourceProperties('AWS::Glue::Table', table('delivered', {
      Parameters: Match.objectLike({
        'classification': 'json',
        'projection.year.range': '2019,NOW+1YEARS',
        'storage.location.template': 's3://curated/nyc/taxi/year=${year}/month=${month}/day=${day}/hour=${hour}/',
      }),
      StorageDescriptor: Match.objectLike({
        Location: 's3://curated/nyc/taxi/',
        InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        SerdeInfo: {
          SerializationLibrary: 'org.apache.hive.hcatalog.data.JsonSerDe',
          Parameters: { 'timestamp.formats': 'yyyy-MM-dd\'T\'HH:mm:ss.SSS\'Z\',yyyy-MM-dd\'T\'HH:mm:ss\'Z\'' },
        },
      }),
    }));
  });

  test('defines its tables in an existing database and leaves that alone', () => {
    const { catalog: defined, template } = catalog({ existingDatabaseName: 'lake' });
    expect(defined.database).toBeUndefined();
    expect(defined.databaseName).toBe('lake');
    template.resourceCountIs('AWS::Glue::Database', 0);
    template.allResourcesProperties('AWS::Glue::Table', { DatabaseName: 'lake' });
  });

  test('gives two catalogues of a stack a database each', () => {
    const stack = new Stack(new App(), 'Stack');
    const shared = props(stack);
    new DataCatalog(stack, 'First', shared);
    new DataCatalog(stack, 'Second', shared);
    const names = Object.values(Template.fromStack(stack).findResources('AWS::Glue::Database')).map(({ Properties }) => Properties.DatabaseInput.Name);
    expect(new Set(names).size).toBe(2);
  });

  test('takes tokens', () => {
    const stack = new Stack();
    const name = new CfnParameter(stack, 'Name').valueAsString;
    new DataCatalog(stack, 'Catalog', props(stack, { databaseName: name, curatedPrefix: name, tableNames: { source: name } }));
    Template.fromStack(stack).hasResourceProperties('AWS::Glue::Database', { DatabaseInput: Match.objectLike({ Name: { Ref: 'Name' } }) });
  });

  test('has no finding of the AWS Solutions rules', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    new DataCatalog(stack, 'Catalog', props(stack, { insights: insights(stack) }));
    expect(new AwsSolutionsChecks(app).validateScope(stack).violations).toEqual([]);
  });

  test('fails with an existing database and the name of a new one', () => {
    expect(failure({ existingDatabaseName: 'lake', databaseName: 'taxi' }))
      .toThrow('existingDatabaseName takes a resource as it is, so databaseName cannot be set with it');
  });

  test.each(['Taxi', 'new-york', '1st', '', 'a'.repeat(256)])('fails with %p as a name', (name) => {
    const allowed = 'must be a lower-case letter, then lower-case letters, digits and underscores, at most 255 in all, got ';
    expect(failure({ databaseName: name })).toThrow(`databaseName ${allowed}${JSON.stringify(name)}`);
    expect(failure({ tableNames: { curated: name } })).toThrow(`tableNames.curated ${allowed}${JSON.stringify(name)}`);
  });

  test.each(['order', 'user', 'values'])('fails with %p as a name, which queries would have to quote', (name) => {
    for (const [property, named] of [['databaseName', { databaseName: name }], ['tableNames.source', { tableNames: { source: name } }]] as const) {
      expect(failure(named)).toThrow(`${property} must not be a word that SQL reserves, got ${JSON.stringify(name)}: every query would have to quote it`);
    }
  });

  test('fails with one name for two tables', () => {
    expect(failure({ tableNames: { curated: 'trips' } })).toThrow('every table needs a name of its own, got "trips" for source and curated');
  });

  test('fails with the name of a target table without insights', () => {
    expect(failure({ tableNames: { target: 'found' } })).toThrow('tableNames.target names the table of the insights, got "found" without insights');
  });

  test.each([1969, 10000, 2026.5])('fails with %p as the first year', (firstYear) => {
    expect(failure({ firstYear })).toThrow(`firstYear must be an integer between 1970 and 9999, got ${firstYear}`);
  });

  test('fails with a watermark delay of half a millisecond', () => {
    expect(failure({ watermarkDelay: Duration.millis(0.5) })).toThrow('watermarkDelay must be whole milliseconds, got 0.5');
  });

  test('names every problem', () => {
    expect(failure({ firstYear: 0, curatedPrefix: 'trips/!{timestamp:yyyy}/' }))
      .toThrow(/has 2 problems:\n {2}- curatedPrefix must have no expressions of its own, got "trips\/!\{timestamp:yyyy\}\/".*\n {2}- firstYear/);
  });

  test.each(['trips', '/trips/', 'trips//', '', 'trips/*/', 'trips/${year}/'])('fails with %p as the prefix', (curatedPrefix) => {
    expect(failure({ curatedPrefix })).toThrow(`curatedPrefix must be folder names of letters, digits, _ . = and -, each ended by a slash, for example "trips/", got ${JSON.stringify(curatedPrefix)}`);
  });
});
