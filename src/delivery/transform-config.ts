import type { RecordSchemaConfig } from '../schema/record-schema-config';

/** What `CuratedDelivery` writes into the transform function's asset as `config.json`. */
export interface TransformConfig {
  readonly schema: RecordSchemaConfig;
  /**
   * The answer to Firehose for a record that the schema rejects: `ProcessingFailed` sends it to the error prefix,
   * `Dropped` leaves it out on purpose.
   */
  readonly invalidRecords: 'ProcessingFailed' | 'Dropped';
}
