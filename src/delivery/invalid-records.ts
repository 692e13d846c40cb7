/** What becomes of a record that its schema rejects. */
export enum InvalidRecords {
  /** The record goes to the error prefix of the bucket, as it came. The function's log tells why, under the same time of arrival. */
  PROCESSING_FAILED = 'ProcessingFailed',

  /**
   * The record is left out on purpose: it is delivered nowhere.
   *
   * A record of the stream may hold several JSON objects; then the valid ones are delivered and the others left out. Where an object is not JSON,
   * reading goes on in its next line, so write an object in one line: of a broken one in several lines, a valid object that stands in a line of its own
   * is delivered as a record.
   */
  DROPPED = 'Dropped',
}
