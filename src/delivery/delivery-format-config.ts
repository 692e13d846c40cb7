import * as glue from 'aws-cdk-lib/aws-glue';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';

/** What a format needs to know about the records it gets. */
export interface DeliveryFormatContext {
  readonly curatedTable?: glue.CfnTable;
  /** Name on the wire by name of the column, of the fields whose names differ there. Empty where a function renames them. */
  readonly wireNames: { readonly [column: string]: string };
  /** Whether a function writes the records, and so ends each with a newline. */
  readonly transformed: boolean;
}

/** The part of an S3 destination that a format decides. */
export interface DeliveryFormatConfig {
  readonly dataFormatConversion?: firehose.DataFormatConversionProps;
  readonly compression?: firehose.Compression;
  readonly processors: firehose.IDataProcessor[];
}
