import { Size } from 'aws-cdk-lib';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type { DeliveryFormatConfig, DeliveryFormatContext } from './delivery-format-config';

/** Options of objects in Parquet. */
export interface ParquetFormatOptions {
  /**
   * How the columns are compressed.
   *
   * @default ParquetCompression.SNAPPY
   */
  readonly compression?: firehose.ParquetCompression;
}

/** Options of objects in ORC. */
export interface OrcFormatOptions {
  /**
   * How the columns are compressed.
   *
   * @default OrcCompression.SNAPPY
   */
  readonly compression?: firehose.OrcCompression;
}

/** Options of objects in JSON. */
export interface JsonFormatOptions {
  /**
   * How the objects are compressed. Athena reads GZIP, Snappy and none; it does not read ZIP. `Compression.of` takes what the service learns later,
   * such as ZSTD.
   *
   * @default Compression.GZIP
   * @see https://docs.aws.amazon.com/athena/latest/ug/compression-support-hive.html
   */
  readonly compression?: firehose.Compression;
}

/** The format of delivered objects. */
export class DeliveryFormat {
  /**
   * Apache Parquet. Firehose converts the records by the columns of a curated table. The buffer must then hold 64 MiB at least.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
   */
  public static parquet(options: ParquetFormatOptions = {}): DeliveryFormat {
    return DeliveryFormat.columnar('parquet', new firehose.ParquetOutputFormat({ compression: options.compression }));
  }

  /**
   * Apache ORC. Firehose converts the records by the columns of a curated table. The buffer must then hold 64 MiB at least.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
   */
  public static orc(options: OrcFormatOptions = {}): DeliveryFormat {
    return DeliveryFormat.columnar('orc', new firehose.OrcOutputFormat({ compression: options.compression }));
  }

  /**
   * One JSON document a line.
   *
   * The standard transform ends each record with a newline, and without a transform Firehose does. A function of your own must do it itself.
   */
  public static json(options: JsonFormatOptions = {}): DeliveryFormat {
    const compression = options.compression ?? firehose.Compression.GZIP;
    return new DeliveryFormat('json', Size.mebibytes(1), false, ({ transformed }) => ({
      processors: transformed ? [] : [new firehose.AppendDelimiterToRecordProcessor()],
      compression,
    }));
  }

  private static columnar(name: string, outputFormat: firehose.IOutputFormat): DeliveryFormat {
    return new DeliveryFormat(name, Size.mebibytes(64), true, ({ wireNames }) => (
      { processors: [], conversion: { inputFormat: openXJson(wireNames), outputFormat } }
    ));
  }

  private constructor(
    /** Name of the format: `parquet`, `orc` or `json`. */
    public readonly name: string,
    /** @internal */
    public readonly _smallestBuffer: Size,
    /** @internal */
    public readonly _needsTable: boolean,
    /** @internal */
    public readonly _bind: (context: DeliveryFormatContext) => DeliveryFormatConfig,
  ) {}
}

/** A mapping works on the exact keys only: https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html */
function openXJson(wireNames: DeliveryFormatContext['wireNames']): firehose.IInputFormat {
  return Object.keys(wireNames).length === 0
    ? firehose.InputFormat.OPENX_JSON
    : new firehose.OpenXJsonInputFormat({ columnToJsonKeyMappings: { ...wireNames }, lowercaseColumnNames: false });
}
