import { Duration } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';

/** A data stream to watch. */
export interface MonitoredStream {
  /** What alarms and dashboard call the stream: 1 to 40 letters, digits and hyphens, beginning with a letter. Part of construct ids. */
  readonly name: string;

  /** The stream. */
  readonly stream: kinesis.IStream;

  /**
   * How long its records stay readable.
   *
   * @default - not known, so `iteratorAge` is not compared with it, and no alarm tells that records are about to expire
   */
  readonly retentionPeriod?: Duration;
}
