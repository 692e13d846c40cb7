import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { defaultDatabaseName, tableNames } from './catalog-names';
import { CatalogOptions } from './catalog-options';
import { checkCatalog } from './catalog-rules';
import { CuratedDataFormat } from './curated-data-format';
import { defineCuratedTable } from './define-curated-table';
import { streamTable } from './stream-table';
import { defaultCuratedPrefix } from '../private/curated-layout';
import { CuratedTable, RecordPartitioning, RecordSchema } from '../schema';

const FIRST_YEAR = 2026;

/** A stream of insights and what a record on it looks like. */
export interface CatalogInsights {
  /** What an insight looks like. */
  readonly schema: RecordSchema;

  /** The stream that carries the insights. */
  readonly stream: kinesis.IStream;
}

/** Properties of a {@link DataCatalog}. */
export interface DataCatalogProps extends CatalogOptions {
  /** What a record looks like. */
  readonly schema: RecordSchema;

  /** The stream that carries the records. */
  readonly stream: kinesis.IStream;

  /**
   * The stream of insights, which becomes the target table.
   *
   * @default - no target table
   */
  readonly insights?: CatalogInsights;

  /** The bucket that holds the curated objects. */
  readonly curatedBucket: s3.IBucket;

  /**
   * The prefix of the curated objects in their bucket: folder names that each end with a slash.
   *
   * @default - the name of the schema, then a slash
   */
  readonly curatedPrefix?: string;

  /**
   * How the curated objects are divided into partitions.
   *
   * @default RecordPartitioning.byArrival()
   */
  readonly partitioning?: RecordPartitioning;

  /**
   * The format of the curated objects.
   *
   * @default CuratedDataFormat.PARQUET
   */
  readonly dataFormat?: CuratedDataFormat;

  /**
   * How late a record may arrive after others with a later event time and still be counted by a Studio that reads the stream tables.
   *
   * @default Duration.seconds(5)
   */
  readonly watermarkDelay?: Duration;

  /**
   * What becomes of the database and the tables when they leave the stack. They hold descriptions only: streams and objects stay in any case.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A Glue database that describes the streams and the curated objects: for Firehose, which writes Parquet by the curated table; for Athena,
 * which queries it without a crawler; and for the Studio, which finds source and target tables in it.
 *
 * The stream tables carry the parameters that the Studio's documentation names, but no account has proved them yet. Flink reads a Glue
 * timestamp as `TIMESTAMP`, which does not parse the literal `Z` of the wire format: where a timestamp matters, create the table in the Studio.
 */
export class DataCatalog extends Construct {
  /** The database, unless it existed already. */
  public readonly database?: glue.CfnDatabase;
  /** Name of the database. */
  public readonly databaseName: string;
  /** The table over the stream of records. */
  public readonly sourceTable: glue.CfnTable;
  /** The table over the stream of insights, if there is one. */
  public readonly targetTable?: glue.CfnTable;
  /** The table over the curated objects. */
  public readonly curatedTable: CuratedTable;

  /**
   * @throws when a name is not lower-case with underscores or used twice, when an existing database or table comes with options for a new one,
   * when the partitioning does not fit the schema, or when the prefix or the first year is out of range
   */
  constructor(scope: Construct, id: string, props: DataCatalogProps) {
    super(scope, id);
    const names = tableNames(props);
    checkCatalog(this, props, names);
    if (props.existingDatabaseName === undefined) {
      this.database = this.defineDatabase(props.databaseName ?? defaultDatabaseName(this));
      this.databaseName = this.database.ref;
    } else {
      this.databaseName = props.existingDatabaseName;
    }
    this.sourceTable = this.defineStreamTable('SourceTable', props, names.source, props);
    this.targetTable = props.insights && names.target !== undefined
      ? this.defineStreamTable('TargetTable', props, names.target, props.insights) : undefined;
    this.curatedTable = props.existingCuratedTable ?? CuratedTable.fromCfnTable(this.defineCuratedTable(props, names.curated));
    for (const resource of [this.database, this.sourceTable, this.targetTable, props.existingCuratedTable ? undefined : this.curatedTable.resource]) {
      resource?.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.DESTROY);
    }
  }

  private defineDatabase(name: string): glue.CfnDatabase {
    return new glue.CfnDatabase(this, 'Resource', {
      catalogId: Stack.of(this).account,
      databaseInput: { name, description: `Streams and curated objects of ${this.node.path}` },
    });
  }

  private defineStreamTable(id: string, props: DataCatalogProps, name: string, records: CatalogInsights): glue.CfnTable {
    return streamTable(this, id, {
      name,
      databaseName: this.databaseName,
      schema: records.schema,
      stream: records.stream,
      watermarkDelay: props.watermarkDelay ?? Duration.seconds(5),
    });
  }

  private defineCuratedTable(props: DataCatalogProps, name: string): glue.CfnTable {
    return defineCuratedTable(this, 'CuratedTable', {
      name,
      databaseName: this.databaseName,
      schema: props.schema,
      bucket: props.curatedBucket,
      prefix: props.curatedPrefix ?? defaultCuratedPrefix(props.schema),
      partitioning: props.partitioning ?? RecordPartitioning.byArrival(),
      dataFormat: props.dataFormat ?? CuratedDataFormat.PARQUET,
      firstYear: props.firstYear ?? FIRST_YEAR,
    });
  }
}
