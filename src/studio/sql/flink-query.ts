import { canBecome, Column, ColumnType, namesOf, sameType } from './column';
import { FlinkSql } from './flink-sql';
import type { FlinkTable } from './flink-table';
import { indented } from './text';
import { Problems } from '../../private/problems';
import { flinkType } from '../../schema/flink-columns';

/** How a query's result becomes records of a target. */
export interface InsertOptions {
  /**
   * For fields of the target that the query calls otherwise: the query's name by the target's, for example `{ borough: 'pickup_borough' }`.
   *
   * @default - fields have the names of the query's columns
   */
  readonly columns?: { readonly [field: string]: string };
}

/** A typed query on a table. */
export abstract class FlinkQuery {
  /** What the result has. @internal */
  public abstract readonly _columns: Column[];
  /** Why the result cannot go to a stream, if so. @internal */
  public readonly _updates?: string;

  /** The query as SELECT, with a window's bounds in the time zone of the session, which is UTC in a Studio. @internal */
  public abstract _select(): string;

  /** The query, to look at its result while it runs. */
  public asSelect(): FlinkSql {
    return FlinkSql._of(this._select(), 'query');
  }

  /**
   * The query as a job that writes its result to a stream. Values are cast to the types of the target's fields: a number that is too large for
   * its field becomes null. Fields of the target that the query does not have are null.
   *
   * @throws when the target is no target table, when a result or a field is unknown, when a required field would be missing, when a type does not
   * fit, or when the result changes after it was written
   */
  public insertInto(target: FlinkTable, options: InsertOptions = {}): FlinkSql {
    const { columns = {} } = options;
    this.checkInsert(target, columns);
    const values = target._columns.map(({ name, type }) => this.valueOf(columns[name] ?? name, type));
    return FlinkSql._of([
      `INSERT INTO ${target._name} (${target._columns.map(({ reference }) => reference).join(', ')})`,
      'SELECT',
      indented(values.join(',\n')),
      'FROM (',
      indented(this._select()),
      ')',
    ].join('\n'), 'insert');
  }

  private valueOf(name: string, type: ColumnType): string {
    const column = this._columns.find((candidate) => candidate.name === name);
    if (!column) {
      return `CAST(NULL AS ${flinkType(type)})`;
    }
    return sameType(column.type, type) && !column.windowTime ? column.reference : `CAST(${column.reference} AS ${flinkType(type)})`;
  }

  private checkInsert(target: FlinkTable, columns: { readonly [field: string]: string }): void {
    const problems = new Problems(`insertInto ${target.tableName}`);
    problems.when(target.isSource, `target must be a table of FlinkTable.target(), got ${target.tableName}, which reads a stream`);
    problems.when(this._updates !== undefined, `a stream takes no changes of records, but ${this._updates}`);
    for (const [field, column] of Object.entries(columns)) {
      problems.when(!target._columns.some(({ name }) => name === field),
        `columns must name fields of the target (${namesOf(target._columns)}), got ${JSON.stringify(field)}`);
      problems.when(!this._columns.some(({ name }) => name === column),
        `columns must name results of the query (${namesOf(this._columns)}), got ${JSON.stringify(column)}`);
    }
    for (const field of target.schema.fields) {
      const name = columns[field.name] ?? field.name;
      const column = this._columns.find((candidate) => candidate.name === name);
      problems.when(!column && field.required,
        `field ${field.name} of the target is required, but the query has no such result (it has ${namesOf(this._columns)}): name one in columns`);
      problems.when(column !== undefined && !canBecome(column.type, field._config),
        `field ${field.name} of the target is of type ${field._config.type}, but ${name} is of type ${column?.type.type}: change one or the other`);
    }
    problems.throwIfAny();
  }
}
