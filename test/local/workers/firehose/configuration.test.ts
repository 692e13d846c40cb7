import type { DeliveryStreamDescription, ExtendedS3DestinationDescription } from '@aws-sdk/client-firehose';
import { readDeliveryStream } from '../../../../local/workers/firehose/configuration';

const MEBIBYTE = 1024 * 1024;

function described(destination: Partial<ExtendedS3DestinationDescription>): DeliveryStreamDescription {
  return {
    DeliveryStreamName: 'd',
    DeliveryStreamARN: 'arn:aws:firehose:us-east-1:1:deliverystream/d',
    DeliveryStreamStatus: 'ACTIVE',
    DeliveryStreamType: 'KinesisStreamAsSource',
    VersionId: '2',
    HasMoreDestinations: false,
    Source: { KinesisStreamSourceDescription: { KinesisStreamARN: 'arn:stream' } },
    Destinations: [{
      DestinationId: 'x',
      ExtendedS3DestinationDescription: {
        RoleARN: 'arn:role', BucketARN: 'arn:aws:s3:::bucket', BufferingHints: undefined, CompressionFormat: undefined, EncryptionConfiguration: undefined, ...destination,
      },
    }],
  };
}

test('what is not said has the default of the service', () => {
  expect(readDeliveryStream(described({}))).toMatchObject({
    name: 'd',
    version: '2',
    bucket: 'bucket',
    prefix: '',
    errorPrefix: '',
    timeZone: 'UTC',
    fileExtension: '',
    delimiter: '',
    gzip: false,
    transform: undefined,
    parquet: undefined,
    hints: { bytes: 5 * MEBIBYTE, millis: 300_000 },
  });
});

test('what is said is taken over', () => {
  const configuration = readDeliveryStream(described({
    Prefix: 'p/',
    ErrorOutputPrefix: 'e/',
    CustomTimeZone: 'Asia/Tokyo',
    CompressionFormat: 'GZIP',
    BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
    ProcessingConfiguration: {
      Enabled: true,
      Processors: [
        {
          Type: 'Lambda',
          Parameters: [
            { ParameterName: 'LambdaArn', ParameterValue: 'arn:f' },
            { ParameterName: 'BufferSizeInMBs', ParameterValue: '0.5' },
            { ParameterName: 'BufferIntervalInSeconds', ParameterValue: '10' },
            { ParameterName: 'NumberOfRetries', ParameterValue: '0' },
          ],
        },
        { Type: 'AppendDelimiterToRecord', Parameters: [{ ParameterName: 'Delimiter', ParameterValue: '\\n' }] },
      ],
    },
  }));
  expect(configuration).toMatchObject({
    prefix: 'p/',
    errorPrefix: 'e/',
    timeZone: 'Asia/Tokyo',
    gzip: true,
    fileExtension: '.gz',
    delimiter: '\n',
    hints: { bytes: 64 * MEBIBYTE, millis: 60_000 },
    transform: { functionArn: 'arn:f', retries: 0, hints: { bytes: MEBIBYTE / 2, millis: 10_000 } },
  });
});

test('conversion to Parquet brings its schema, its extension and its buffer size', () => {
  const SchemaConfiguration = { DatabaseName: 'db', TableName: 't' };
  const configuration = readDeliveryStream(described({
    DataFormatConversionConfiguration: { Enabled: true, SchemaConfiguration, OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } } },
  }));
  expect(configuration).toMatchObject({
    parquet: { schema: SchemaConfiguration, rules: { caseInsensitive: true, dotsToUnderscores: false, keyOfColumn: {} } }, fileExtension: '.parquet', hints: { bytes: 128 * MEBIBYTE },
  });
});

test('the backup of source records brings its place', () => {
  const S3BackupDescription = {
    BucketARN: 'arn:aws:s3:::archive', RoleARN: 'r', Prefix: 'raw/', BufferingHints: { SizeInMBs: 2, IntervalInSeconds: 60 }, CompressionFormat: 'GZIP' as const, EncryptionConfiguration: {},
  };
  expect(readDeliveryStream(described({ S3BackupMode: 'Enabled', S3BackupDescription })).backup)
    .toEqual({ bucket: 'archive', prefix: 'raw/', hints: { bytes: 2 * MEBIBYTE, millis: 60_000 }, gzip: true });
  expect(readDeliveryStream(described({ S3BackupMode: 'Disabled', S3BackupDescription })).backup).toBeUndefined();
});

test('what the local run does not do is refused, all of it at once', () => {
  expect(() => readDeliveryStream(described({
    CompressionFormat: 'ZIP',
    S3BackupMode: 'Enabled',
    S3BackupDescription: { BucketARN: 'arn:aws:s3:::archive', RoleARN: 'r', BufferingHints: {}, CompressionFormat: 'ZIP', EncryptionConfiguration: {} },
    ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'MetadataExtraction' }] },
    DataFormatConversionConfiguration: { Enabled: true, OutputFormatConfiguration: { Serializer: { OrcSerDe: {} } } },
  }))).toThrow('delivery stream d uses the processor MetadataExtraction and the compression ZIP of the backup'
    + ' and the compression ZIP and a format other than Parquet, which the local run does not do');
});

test('a delivery stream from elsewhere is refused', () => {
  expect(() => readDeliveryStream({ ...described({}), Source: undefined })).toThrow('does not lead from a Kinesis stream to S3');
});
