import type {
  DataFormatConversionConfiguration, DeliveryStreamDescription, ExtendedS3DestinationDescription, Processor, ProcessorParameterName,
  SchemaConfiguration,
} from '@aws-sdk/client-firehose';
import type { BufferHints } from './hinted-buffer';
import type { KeyRules } from './json-columns';

/** A delivery stream from Kinesis to S3, with the service's defaults filled in. */
export interface DeliveryConfiguration {
  readonly name: string;
  readonly arn: string;
  readonly version: string;
  readonly streamArn: string;
  /** Role that reads the stream. */
  readonly sourceRole: string;
  /** Role that writes to the bucket and invokes the transform. */
  readonly destinationRole: string;
  readonly transform?: TransformConfiguration;
  /** Written after each record. */
  readonly delimiter: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly errorPrefix: string;
  readonly timeZone: string;
  readonly fileExtension: string;
  readonly hints: BufferHints;
  readonly gzip: boolean;
  /** Where records are also kept as they come. */
  readonly backup?: BackupConfiguration;
  /** Conversion to Parquet; JSON as it comes without. */
  readonly parquet?: ParquetConfiguration;
}

export interface ParquetConfiguration {
  /** The table whose columns the objects have. */
  readonly schema: SchemaConfiguration;
  readonly rules: KeyRules;
}

export interface BackupConfiguration {
  readonly bucket: string;
  readonly prefix: string;
  readonly hints: BufferHints;
  readonly gzip: boolean;
}

export interface TransformConfiguration {
  readonly functionArn: string;
  readonly hints: BufferHints;
  readonly retries: number;
  /** Before the next attempt. */
  readonly pauseMillis: number;
}

const MEBIBYTE = 1024 * 1024;

/**
 * Reads what DescribeDeliveryStream tells; defaults by
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html
 * and https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html.
 * @throws when the delivery stream needs what the local run does not do: it would show something else than the service.
 */
export function readDeliveryStream(description: DeliveryStreamDescription): DeliveryConfiguration {
  const { DeliveryStreamName = '', DeliveryStreamARN = '', VersionId = '1' } = description;
  const destination = description.Destinations?.[0]?.ExtendedS3DestinationDescription;
  const { KinesisStreamARN: streamArn, RoleARN: sourceRole = '' } = description.Source?.KinesisStreamSourceDescription ?? {};
  if (destination === undefined || streamArn === undefined) {
    throw new Error(`delivery stream ${DeliveryStreamName} does not lead from a Kinesis stream to S3: the local run does that alone`);
  }
  const missing = unsupported(destination);
  if (missing.length > 0) throw new Error(`delivery stream ${DeliveryStreamName} uses ${missing.join(' and ')}, which the local run does not do`);

  const parquet = parquetOf(destination.DataFormatConversionConfiguration);
  const gzip = destination.CompressionFormat === 'GZIP';
  return {
    name: DeliveryStreamName,
    arn: DeliveryStreamARN,
    version: VersionId,
    streamArn,
    sourceRole,
    destinationRole: destination.RoleARN ?? '',
    transform: transformOf(processorsOf(destination)),
    delimiter: delimiterOf(processorsOf(destination)),
    bucket: destination.BucketARN?.split(':').at(-1) ?? '',
    prefix: destination.Prefix ?? '',
    errorPrefix: destination.ErrorOutputPrefix ?? '',
    timeZone: destination.CustomTimeZone ?? 'UTC',
    fileExtension: destination.FileExtension ?? (parquet !== undefined ? '.parquet' : gzip ? '.gz' : ''),
    hints: {
      bytes: (destination.BufferingHints?.SizeInMBs ?? (parquet !== undefined ? 128 : 5)) * MEBIBYTE,
      millis: (destination.BufferingHints?.IntervalInSeconds ?? 300) * 1000,
    },
    gzip,
    backup: backupOf(destination),
    parquet,
  };
}

function backupOf({ S3BackupDescription: backup, S3BackupMode }: ExtendedS3DestinationDescription): BackupConfiguration | undefined {
  if (S3BackupMode !== 'Enabled' || backup === undefined) return undefined;
  return {
    bucket: backup.BucketARN?.split(':').at(-1) ?? '',
    prefix: backup.Prefix ?? '',
    hints: { bytes: (backup.BufferingHints?.SizeInMBs ?? 5) * MEBIBYTE, millis: (backup.BufferingHints?.IntervalInSeconds ?? 300) * 1000 },
    gzip: backup.CompressionFormat === 'GZIP',
  };
}

function unsupported(destination: ExtendedS3DestinationDescription): string[] {
  const missing: string[] = [];
  for (const { Type } of processorsOf(destination)) {
    if (Type !== 'Lambda' && Type !== 'AppendDelimiterToRecord') missing.push(`the processor ${Type}`);
  }
  const backupCompression = destination.S3BackupDescription?.CompressionFormat ?? 'UNCOMPRESSED';
  if (backupCompression !== 'UNCOMPRESSED' && backupCompression !== 'GZIP') missing.push(`the compression ${backupCompression} of the backup`);
  const compression = destination.CompressionFormat ?? 'UNCOMPRESSED';
  if (compression !== 'UNCOMPRESSED' && compression !== 'GZIP') missing.push(`the compression ${compression}`);
  const conversion = destination.DataFormatConversionConfiguration;
  if (conversion !== undefined && conversion.Enabled !== false) {
    const serializer = conversion.OutputFormatConfiguration?.Serializer;
    if (serializer?.ParquetSerDe === undefined) missing.push('a format other than Parquet');
    const codec = serializer?.ParquetSerDe?.Compression ?? 'SNAPPY';
    if (codec !== 'SNAPPY') missing.push(`the Parquet compression ${codec}`);
    if (conversion.InputFormatConfiguration?.Deserializer?.HiveJsonSerDe !== undefined) missing.push('the Hive JSON deserializer');
  }
  return missing;
}

/** Defaults by https://docs.aws.amazon.com/firehose/latest/APIReference/API_OpenXJsonSerDe.html */
function parquetOf(conversion: DataFormatConversionConfiguration | undefined): ParquetConfiguration | undefined {
  if (conversion === undefined || conversion.Enabled === false) return undefined;
  const { CaseInsensitive = true, ConvertDotsInJsonKeysToUnderscores = false, ColumnToJsonKeyMappings = {} } =
    conversion.InputFormatConfiguration?.Deserializer?.OpenXJsonSerDe ?? {};
  return {
    schema: conversion.SchemaConfiguration ?? {},
    rules: { caseInsensitive: CaseInsensitive, dotsToUnderscores: ConvertDotsInJsonKeysToUnderscores, keyOfColumn: ColumnToJsonKeyMappings },
  };
}

function processorsOf(destination: ExtendedS3DestinationDescription): Processor[] {
  const { Enabled = true, Processors = [] } = destination.ProcessingConfiguration ?? {};
  return Enabled ? Processors : [];
}

function transformOf(processors: readonly Processor[]): TransformConfiguration | undefined {
  const processor = processors.find(({ Type }) => Type === 'Lambda');
  const functionArn = parameter(processor, 'LambdaArn');
  if (functionArn === undefined) return undefined;
  return {
    functionArn,
    hints: {
      bytes: Number(parameter(processor, 'BufferSizeInMBs') ?? 1) * MEBIBYTE,
      millis: Number(parameter(processor, 'BufferIntervalInSeconds') ?? 60) * 1000,
    },
    retries: Number(parameter(processor, 'NumberOfRetries') ?? 3),
    pauseMillis: 500,
  };
}

/** The template writes a line feed as a backslash and an n. */
function delimiterOf(processors: readonly Processor[]): string {
  const processor = processors.find(({ Type }) => Type === 'AppendDelimiterToRecord');
  return processor === undefined ? '' : (parameter(processor, 'Delimiter') ?? '\\n').replaceAll('\\n', '\n');
}

function parameter(processor: Processor | undefined, name: ProcessorParameterName): string | undefined {
  return processor?.Parameters?.find(({ ParameterName }) => ParameterName === name)?.ParameterValue;
}
