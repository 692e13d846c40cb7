import { Duration } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import type { FlinkComputedColumn } from './flink-computed-column';
import type { FlinkStartingPosition } from './flink-starting-position';
import { RecordSchema } from '../../schema';

/** A table of Flink SQL over a Kinesis data stream. */
export interface FlinkTableProps {
  /** What a record on the stream looks like. */
  readonly schema: RecordSchema;

  /** The stream. */
  readonly stream: kinesis.IStream;

  /**
   * Name of the table, in `snake_case`.
   *
   * @default - the name of the schema
   */
  readonly tableName?: string;

  /**
   * Whether the table exists only while the notebook runs, and hides one of the same name in the Glue database, which it leaves as it is.
   *
   * @default true
   */
  readonly temporary?: boolean;

  /**
   * More options of the connector by their names, such as `scan.shard.getrecords.maxrecordcount` or `sink.batch.max-size`: those that cannot make
   * records disappear, and no credentials, since a notebook works with its role.
   *
   * @default - the connector's own values
   * @see https://nightlies.apache.org/flink/flink-docs-release-1.15/docs/connectors/table/kinesis/
   */
  readonly connectorOptions?: { readonly [name: string]: string };
}

/** A table that reads a stream. */
export interface FlinkSourceProps extends FlinkTableProps {
  /**
   * The timestamp field that windows go by.
   *
   * @default - the schema's `eventTime`; without one, the table has no windows
   */
  readonly eventTime?: string;

  /**
   * How long Flink waits for records that come after others with a later event time: whole seconds. It decides what a window contains, so it has no
   * default: a record that comes later than this is in no window, and a result comes this much later. Records of a stream with several shards, and above
   * all those read from `FlinkStartingPosition.TRIM_HORIZON`, are less in order than their producers put them.
   *
   * @default - required with an event time, not allowed without one
   */
  readonly watermarkDelay?: Duration;

  /**
   * Where the table begins to read.
   *
   * @default FlinkStartingPosition.LATEST
   */
  readonly startingPosition?: FlinkStartingPosition;

  /**
   * Columns that the table computes.
   *
   * @default - none
   */
  readonly computedColumns?: FlinkComputedColumn[];
}
