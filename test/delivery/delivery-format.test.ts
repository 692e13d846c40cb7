import { Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import { expectDestination, surroundings, synthesize } from './delivery';
import { CuratedDelivery, CuratedTable, DeliveryFormat } from '../../src';

const conversion = (Serializer: object) => ({
  CompressionFormat: Match.absent(),
  BufferingHints: { SizeInMBs: 128 },
  DataFormatConversionConfiguration: { Enabled: true, OutputFormatConfiguration: { Serializer } },
});

describe('DeliveryFormat', () => {
  test.each<[string, DeliveryFormat, object]>([
    ['Parquet', DeliveryFormat.parquet(), { ParquetSerDe: Match.objectEquals({}) }],
    ['Parquet with GZIP', DeliveryFormat.parquet({ compression: firehose.ParquetCompression.GZIP }), { ParquetSerDe: { Compression: 'GZIP' } }],
    ['ORC', DeliveryFormat.orc(), { OrcSerDe: Match.objectEquals({}) }],
    ['ORC with ZLIB', DeliveryFormat.orc({ compression: firehose.OrcCompression.ZLIB }), { OrcSerDe: { Compression: 'ZLIB' } }],
  ])('converts to %s', (_name, format, serializer) => {
    expectDestination(synthesize({ format }).template, conversion(serializer));
  });

  test.each<[string, DeliveryFormat, string]>([
    ['GZIP', DeliveryFormat.json(), 'GZIP'],
    ['no compression', DeliveryFormat.json({ compression: firehose.Compression.UNCOMPRESSED }), 'UNCOMPRESSED'],
    ['what the service learns later', DeliveryFormat.json({ compression: firehose.Compression.of('ZSTD') }), 'ZSTD'],
  ])('writes JSON with %s', (_name, format, CompressionFormat) => {
    expectDestination(synthesize({ format }).template, { CompressionFormat, DataFormatConversionConfiguration: Match.absent() });
  });

  test.each(['parquet', 'orc', 'json'] as const)('has the name %s', (name) => {
    expect(DeliveryFormat[name]().name).toBe(name);
  });

  test('fails for ORC without a table, or with a buffer that is too small', () => {
    expect(() => synthesize({ format: DeliveryFormat.orc(), curatedTable: undefined })).toThrow('format orc needs the table whose columns the objects get');
    expect(() => synthesize({ format: DeliveryFormat.orc(), bufferingSize: Size.mebibytes(63) })).toThrow('between 64 and 128 MiB in whole MiB for format orc, got 63 MiB');
  });
});

describe('an existing curated table', () => {
  function existing(): { stack: Stack; template: Template } {
    const { stack, props } = surroundings();
    const scope = new Stack(stack, 'Deliveries');
    new CuratedDelivery(scope, 'Delivery', { ...props, curatedTable: CuratedTable.fromNames('lake', 'trips') });
    return { stack: scope, template: Template.fromStack(scope) };
  }

  test('gives the objects its columns', () => {
    expectDestination(existing().template, {
      DataFormatConversionConfiguration: {
        Enabled: true,
        SchemaConfiguration: {
          CatalogId: { Ref: 'AWS::AccountId' }, DatabaseName: 'lake', TableName: 'trips', Region: { Ref: 'AWS::Region' }, VersionId: 'LATEST',
        },
      },
    });
  });

  test('is all that the role may read', () => {
    const arn = (resource: string) => ({
      'Fn::Join': ['', [
        'arn:', { Ref: 'AWS::Partition' }, ':glue:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${resource}`,
      ]],
    });
    existing().template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [{
        PolicyDocument: {
          Statement: Match.arrayWith([{
            Effect: 'Allow',
            Action: ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
            Resource: [arn('catalog'), arn('database/lake'), arn('table/lake/trips')],
          }]),
        },
      }],
    });
  });

  test.each([['', 'trips'], ['lake', ' '], ['lake', 'a'.repeat(256)]])('fails with the names %p and %p', (databaseName, tableName) => {
    expect(() => CuratedTable.fromNames(databaseName, tableName)).toThrow(/CuratedTable.fromNames: (databaseName|tableName) must be 1 to 255 characters that are not blank alone, got "/);
  });
});
