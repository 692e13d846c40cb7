import { CuratedTable } from '../schema';

/** Names of the tables. */
export interface CatalogTableNames {
  /**
   * Name of the table over the stream of records.
   *
   * @default - the name of the schema
   */
  readonly source?: string;

  /**
   * Name of the table over the stream of insights.
   *
   * @default - the name of the insights' schema
   */
  readonly target?: string;

  /**
   * Name of the table over the curated objects.
   *
   * @default - the name of the schema, then `_curated`
   */
  readonly curated?: string;
}

/** What can be decided about the Glue database and its tables. */
export interface CatalogOptions {
  /**
   * Name of the database that is defined: lower-case letters, digits and underscores, at most 255.
   *
   * @default - derived from the construct's path, so that two catalogues have two databases
   */
  readonly databaseName?: string;

  /**
   * Name of a database that exists already, in the same account and region. The tables are defined in it, and it is left as it is.
   *
   * @default - a database is defined
   */
  readonly existingDatabaseName?: string;

  /**
   * Names of the tables: lower-case letters, digits and underscores, at most 255, each another one.
   *
   * @default - derived from the names of the schemas
   */
  readonly tableNames?: CatalogTableNames;

  /**
   * The table over the curated objects, where it exists already: `CuratedTable.fromNames('lake', 'trips')`. It is left as it is, so its name, its
   * first year and its format cannot be decided here, and its columns, partitions and location must fit what is delivered.
   *
   * @default - a table is defined
   */
  readonly existingCuratedTable?: CuratedTable;

  /**
   * The first year that queries on the curated table look for, between 1970 and 9999. The last one is always the year after the current.
   * Each year between them costs a query without a condition on `year` time.
   *
   * @default 2026
   * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
   */
  readonly firstYear?: number;
}
