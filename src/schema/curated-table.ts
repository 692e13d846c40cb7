import { Token } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { Problems } from '../private/problems';

/** Longest name of a database or table: https://docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html */
const LONGEST_NAME = 255;

/** The Glue table that describes curated objects: where Athena queries them, and where Firehose takes the columns of Parquet and ORC from. */
export class CuratedTable {
  /**
   * A table that exists already in the catalogue of the same account and region. It is taken as it is: its columns, its partitions and its location
   * must fit the schema and the delivery.
   *
   * @param databaseName name of the table's database
   * @param tableName name of the table
   * @throws when a name is empty or longer than 255 characters
   */
  public static fromNames(databaseName: string, tableName: string): CuratedTable {
    const problems = new Problems('CuratedTable.fromNames');
    for (const [property, name] of Object.entries({ databaseName, tableName })) {
      problems.when(!Token.isUnresolved(name) && (name.trim() === '' || name.length > LONGEST_NAME),
        `${property} must be 1 to ${LONGEST_NAME} characters that are not blank alone, got ${JSON.stringify(name)}`);
    }
    problems.throwIfAny();
    return new CuratedTable(databaseName, tableName);
  }

  /**
   * A table that is defined in this app.
   *
   * @param table the table
   */
  public static fromCfnTable(table: glue.CfnTable): CuratedTable {
    return new CuratedTable(table.databaseName, table.ref, table.catalogId, table);
  }

  private constructor(
    /** Name of the table's database. */
    public readonly databaseName: string,
    /** Name of the table. */
    public readonly tableName: string,
    /** Account of the catalogue; that of the stack where it is absent. */
    public readonly catalogId?: string,
    /** The resource, where this app defines it. */
    public readonly resource?: glue.CfnTable,
  ) {}
}
