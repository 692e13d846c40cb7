import { Column, isNumber, namesOf } from './column';
import { literal } from './text';
import type { Problems } from '../../private/problems';

/** Which records a query counts. */
export class FlinkFilter {
  /**
   * Records in which a field has a value.
   *
   * @param field the field
   */
  public static isPresent(field: string): FlinkFilter {
    return new FlinkFilter(field, ({ reference }) => `${reference} IS NOT NULL`);
  }

  /**
   * Records in which a field of text has one of these values.
   *
   * @param field the field
   * @param values at least one
   */
  public static isOneOf(field: string, values: string[]): FlinkFilter {
    return new FlinkFilter(field, ({ reference }) => `${reference} IN (${values.map(literal).join(', ')})`, (problems, { name, type }) => {
      problems.when(type.type !== 'string', `filter isOneOf must be of a field of type string, got ${name} of type ${type.type}`);
      problems.when(values.length === 0, `filter isOneOf of ${name} must have at least one value, got none`);
    });
  }

  /**
   * Records in which a field of numbers is at least this.
   *
   * @param field the field
   * @param value the least value
   */
  public static isAtLeast(field: string, value: number): FlinkFilter {
    return comparison('isAtLeast', '>=', field, value);
  }

  /**
   * Records in which a field of numbers is at most this.
   *
   * @param field the field
   * @param value the greatest value
   */
  public static isAtMost(field: string, value: number): FlinkFilter {
    return comparison('isAtMost', '<=', field, value);
  }

  /**
   * Records for which a condition of Flink SQL holds.
   *
   * @param sql the condition, in which fields have their names of the wire
   */
  public static of(sql: string): FlinkFilter {
    return new FlinkFilter(undefined, () => `(${sql})`);
  }

  /** @internal */
  public static _comparison(field: string, render: (column: Column) => string, judge: (problems: Problems, column: Column) => void): FlinkFilter {
    return new FlinkFilter(field, render, judge);
  }

  private constructor(
    private readonly field: string | undefined,
    private readonly render: (column: Column) => string,
    private readonly judge: (problems: Problems, column: Column) => void = () => undefined,
  ) {}

  /** @internal */
  public _check(problems: Problems, columns: readonly Column[]): void {
    if (this.field === undefined) {
      return;
    }
    const column = columns.find(({ name }) => name === this.field);
    if (column) {
      this.judge(problems, column);
    } else {
      problems.add(`a filter must be of a field of the source (${namesOf(columns)}), got ${JSON.stringify(this.field)}`);
    }
  }

  /** @internal */
  public _condition(columns: readonly Column[]): string {
    return this.render(columns.find(({ name }) => name === this.field) ?? { name: '', reference: '', type: { type: 'string' } });
  }
}

function comparison(name: string, operator: string, field: string, value: number): FlinkFilter {
  return FlinkFilter._comparison(field, ({ reference }) => `${reference} ${operator} ${value}`, (problems, column) => {
    problems.when(!isNumber(column.type), `filter ${name} must be of a field of numbers, got ${column.name} of type ${column.type.type}`);
    problems.when(!Number.isFinite(value), `filter ${name} of ${column.name} must have a finite number, got ${value}`);
  });
}
