/** The format of the objects that a curated table describes. */
export enum CuratedDataFormat {
  /** Apache Parquet. */
  PARQUET = 'parquet',

  /** One JSON document a line, compressed with GZIP. */
  JSON = 'json',
}
