import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';

/** What a format needs to know about the records it gets. */
export interface DeliveryFormatContext {
  /** Name on the wire by name of the column, of the fields whose names differ there. Empty where a function renames them. */
  readonly wireNames: { readonly [column: string]: string };
  /** Whether a function writes the records, and so ends each with a newline. */
  readonly transformed: boolean;
}

/** How Firehose reads records and writes a columnar format. */
export interface FormatConversion {
  readonly inputFormat: firehose.IInputFormat;
  readonly outputFormat: firehose.IOutputFormat;
}

/** The part of an S3 destination that a format decides. */
export interface DeliveryFormatConfig {
  readonly conversion?: FormatConversion;
  readonly compression?: firehose.Compression;
  readonly processors: firehose.IDataProcessor[];
}
