/** The format of the objects that a curated table describes. */
export enum CuratedDataFormat {
  /** Apache Parquet. */
  PARQUET = 'parquet',

  /** Apache ORC. */
  ORC = 'orc',

  /** One JSON document a line. Athena sees by the name of an object how it is compressed. */
  JSON = 'json',
}
