import type { Column } from './column';
import { identifier } from './text';
import { Field } from '../../schema';
import { flinkType } from '../../schema/flink-columns';

/** A column that a table computes from others as it reads a record, for queries to use like a field. */
export class FlinkComputedColumn {
  /**
   * The seconds between two moments, in whole numbers.
   *
   * @param name name of the column
   * @param start field of the first moment
   * @param end field of the second moment
   */
  public static secondsBetween(name: string, start: string, end: string): FlinkComputedColumn {
    return new FlinkComputedColumn(Field.ofInteger(name), [start, end],
      (from, to) => `TIMESTAMPDIFF(SECOND, ${from}, ${to})`);
  }

  /**
   * What an expression of Flink SQL gives.
   *
   * @param field name and type of the column; the result is cast to that type
   * @param sql the expression, in which fields have their names of the wire
   * @see https://nightlies.apache.org/flink/flink-docs-release-1.15/docs/dev/table/functions/systemfunctions/
   */
  public static of(field: Field, sql: string): FlinkComputedColumn {
    return new FlinkComputedColumn(field, [], () => `CAST(${sql} AS ${flinkType(field._config)})`);
  }

  private constructor(
    /** @internal */
    public readonly _field: Field,
    /** Timestamp fields that the expression needs. @internal */
    public readonly _moments: string[],
    private readonly render: (...references: string[]) => string,
  ) {}

  /** @internal */
  public _column(): Column {
    return { name: this._field.name, reference: identifier(this._field.name), type: this._field._config };
  }

  /** @internal */
  public _expression(columns: readonly Column[]): string {
    return this.render(...this._moments.map((name) => columns.find((column) => column.name === name)?.reference ?? name));
  }
}
