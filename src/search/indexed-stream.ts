import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { RecordSchema } from '../schema';

/** A stream whose records become documents. */
export interface IndexedStream {
  /** The stream. */
  readonly stream: kinesis.IStream;

  /** What its records look like. */
  readonly schema: RecordSchema;

  /**
   * Name of the index: lower-case letters, digits, dots, hyphens and underscores, at most 240 of them. For a `SearchIndexer` it is an alias, and the
   * indexes behind it are named after it, beginning with `<index>-000001`.
   *
   * @default - the name of the schema
   */
  readonly index?: string;

  /**
   * Whether a record that the schema rejects is left out silently, because somebody else keeps it, as delivery does in its error prefix.
   *
   * @default false - it goes to the dead-letter prefix
   */
  readonly skipInvalidRecords?: boolean;
}
