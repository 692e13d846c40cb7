import { Size } from 'aws-cdk-lib';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type { DeliveryFormatConfig, DeliveryFormatContext } from './delivery-format-config';

/** The format of delivered objects. */
export abstract class DeliveryFormat {
  /**
   * Apache Parquet, compressed with Snappy. Firehose converts the records by the columns of a curated table. The buffer must then hold
   * 64 MiB at least.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
   */
  public static parquet(): DeliveryFormat {
    return new ParquetFormat();
  }

  /**
   * One JSON document a line, compressed with GZIP.
   *
   * The standard transform ends each record with a newline, and without a transform Firehose does. A function of your own must do it itself.
   */
  public static json(): DeliveryFormat {
    return new JsonFormat();
  }

  /** Name of the format: `parquet` or `json`. */
  public abstract readonly name: string;

  /** @internal */
  public abstract readonly _smallestBuffer: Size;

  /** @internal */
  public abstract readonly _needsTable: boolean;

  /** @internal */
  public abstract _bind(context: DeliveryFormatContext): DeliveryFormatConfig;
}

class ParquetFormat extends DeliveryFormat {
  public readonly name = 'parquet';
  public readonly _smallestBuffer = Size.mebibytes(64);
  public readonly _needsTable = true;

  public _bind(context: DeliveryFormatContext): DeliveryFormatConfig {
    return {
      processors: [],
      dataFormatConversion: context.curatedTable && {
        schemaConfiguration: firehose.SchemaConfiguration.fromCfnTable(context.curatedTable),
        inputFormat: openXJson(context.wireNames),
        outputFormat: firehose.OutputFormat.PARQUET,
      },
    };
  }
}

/** A mapping works on the exact keys only: https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html */
function openXJson(wireNames: DeliveryFormatContext['wireNames']): firehose.IInputFormat {
  return Object.keys(wireNames).length === 0
    ? firehose.InputFormat.OPENX_JSON
    : new firehose.OpenXJsonInputFormat({ columnToJsonKeyMappings: { ...wireNames }, lowercaseColumnNames: false });
}

class JsonFormat extends DeliveryFormat {
  public readonly name = 'json';
  public readonly _smallestBuffer = Size.mebibytes(1);
  public readonly _needsTable = false;

  public _bind(context: DeliveryFormatContext): DeliveryFormatConfig {
    return {
      processors: context.transformed ? [] : [new firehose.AppendDelimiterToRecordProcessor()],
      compression: firehose.Compression.GZIP,
    };
  }
}
