/** What becomes of a record that its schema rejects. */
export enum InvalidRecords {
  /** The record goes to the error prefix of the bucket, as it came; the function's log tells why, under the same time of arrival. */
  PROCESSING_FAILED = 'ProcessingFailed',

  /** The record is left out on purpose: it is delivered nowhere. */
  DROPPED = 'Dropped',
}
