import { checkPartitioning } from './partitioning-rules';
import type { RecordSchema } from './record-schema';
import { PARTITION_COLUMNS } from './reserved-names';
import { Problems } from '../private/problems';

/** How much time one partition holds. */
export enum PartitionGranularity {
  /** An hour: `year=2026/month=01/day=31/hour=23/`. */
  HOUR = 'hour',

  /** A day: `year=2026/month=01/day=31/`. */
  DAY = 'day',

  /** A month: `year=2026/month=01/`. */
  MONTH = 'month',

  /** A year: `year=2026/`. */
  YEAR = 'year',
}

/** Options of partitions by time. */
export interface RecordPartitioningOptions {
  /**
   * How much time one partition holds.
   *
   * @default - PartitionGranularity.HOUR by arrival, PartitionGranularity.DAY by event time
   */
  readonly granularity?: PartitionGranularity;

  /**
   * Fields of the schema by whose values records are partitioned before they are by time, in this order: `borough=Queens/year=2026/`. Each must be
   * required, and of type string, integer, bigint or date. Its values become folder names and are no longer stored in the objects, so a string that
   * cannot be one (with a slash, for example) sends its record to the error prefix.
   *
   * Few values are good ones: Firehose keeps 500 partitions open at a time, by fields and time together, and sends the records of others to the
   * error prefix.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html
   */
  readonly fields?: string[];
}

/**
 * How curated records are divided into partitions: folders whose names Athena reads as columns, so that a query with a condition on them leaves
 * out all others.
 *
 * Partitions by event time or by fields are Firehose's dynamic partitioning, with keys that the transform function names. It is billed by the
 * gigabyte, its buffers hold 64 MiB and a minute at least, and a change to it or back replaces the delivery stream.
 */
export class RecordPartitioning {
  /** Partitions by the time at which Kinesis took a record. */
  public static byArrival(options: RecordPartitioningOptions = {}): RecordPartitioning {
    return new RecordPartitioning(false, options.granularity ?? PartitionGranularity.HOUR, options.fields ?? []);
  }

  /** Partitions by the schema's `eventTime`, in UTC: the time at which something happened, however late its record arrives. */
  public static byEventTime(options: RecordPartitioningOptions = {}): RecordPartitioning {
    return new RecordPartitioning(true, options.granularity ?? PartitionGranularity.DAY, options.fields ?? []);
  }

  private constructor(
    /** Whether the time is that of the event, and not that of arrival. */
    public readonly eventTime: boolean,
    /** How much time one partition holds. */
    public readonly granularity: PartitionGranularity,
    /** The fields that records are partitioned by before they are by time. */
    public readonly fields: string[],
  ) {}

  /** Whether Firehose must ask for the keys of each record. */
  public get dynamic(): boolean {
    return this.eventTime || this.fields.length > 0;
  }

  /**
   * The partition columns of the time, from the year down.
   *
   * @internal
   */
  public get _timeColumns(): TimeColumn[] {
    return PARTITION_COLUMNS.slice(0, PARTITION_COLUMNS.findIndex((column) => column === this.granularity) + 1);
  }

  /** @internal */
  public _check(problems: Problems, schema: RecordSchema): void {
    checkPartitioning(problems, this, schema);
  }
}

type TimeColumn = typeof PARTITION_COLUMNS[number];
