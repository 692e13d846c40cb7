import { Column, ColumnType, isNumber, namesOf } from './column';
import { identifier } from './text';
import type { Problems } from '../../private/problems';
import { Field } from '../../schema';
import { flinkType } from '../../schema/flink-columns';

/** An expression and what it gives. */
interface Rendered {
  readonly sql: string;
  readonly type: ColumnType;
}

const BIGINT: ColumnType = { type: 'bigint' };
const DOUBLE: ColumnType = { type: 'double' };
/** Flink's widest decimal, and the scale that it gives averages at least. */
const MOST_DIGITS = 38;
const LEAST_SCALE_OF_AVERAGES = 6;

/**
 * A number, or another value, that a query computes from the records of a window.
 *
 * There is no percentile, since the Flink of a Studio has none: use a function of your own (`StudioConnector.udf`) in `FlinkAggregate.of()`.
 */
export class FlinkAggregate {
  /**
   * How many records there are.
   *
   * @param name name of the result
   */
  public static count(name: string): FlinkAggregate {
    return new FlinkAggregate(name, undefined, () => ({ sql: 'COUNT(*)', type: BIGINT }));
  }

  /**
   * How many different values a field has.
   *
   * @param name name of the result
   * @param field the field
   */
  public static countDistinct(name: string, field: string): FlinkAggregate {
    return new FlinkAggregate(name, field, ({ reference }) => ({ sql: `COUNT(DISTINCT ${reference})`, type: BIGINT }));
  }

  /**
   * The sum of a field of numbers. Whole numbers are added in 64 bits, decimals in 38 digits.
   *
   * @param name name of the result
   * @param field the field
   */
  public static sum(name: string, field: string): FlinkAggregate {
    return new FlinkAggregate(name, field, ({ reference, type }) => {
      switch (type.type) {
        case 'integer': return { sql: `SUM(CAST(${reference} AS BIGINT))`, type: BIGINT };
        case 'decimal': return { sql: `SUM(${reference})`, type: { ...type, precision: MOST_DIGITS } };
        default: return { sql: `SUM(${reference})`, type };
      }
    }, true);
  }

  /**
   * The average of a field of numbers: of decimals in at least six digits after the point, of others as a floating-point number.
   *
   * @param name name of the result
   * @param field the field
   */
  public static average(name: string, field: string): FlinkAggregate {
    return new FlinkAggregate(name, field, ({ reference, type }) => {
      switch (type.type) {
        case 'decimal':
          return { sql: `AVG(${reference})`, type: { type: 'decimal', precision: MOST_DIGITS, scale: Math.max(type.scale ?? 0, LEAST_SCALE_OF_AVERAGES) } };
        // Flink's average of whole numbers is a whole number
        case 'integer':
        case 'bigint': return { sql: `AVG(CAST(${reference} AS DOUBLE))`, type: DOUBLE };
        default: return { sql: `AVG(${reference})`, type };
      }
    }, true);
  }

  /**
   * The least value of a field.
   *
   * @param name name of the result
   * @param field the field
   */
  public static min(name: string, field: string): FlinkAggregate {
    return new FlinkAggregate(name, field, ({ reference, type }) => ({ sql: `MIN(${reference})`, type }));
  }

  /**
   * The greatest value of a field.
   *
   * @param name name of the result
   * @param field the field
   */
  public static max(name: string, field: string): FlinkAggregate {
    return new FlinkAggregate(name, field, ({ reference, type }) => ({ sql: `MAX(${reference})`, type }));
  }

  /**
   * What an aggregate expression of Flink SQL gives, for example `STDDEV_POP(distance)` or a call of a function of your own.
   *
   * @param field name and type of the result; the result is cast to that type
   * @param sql the expression, in which fields have their names of the wire
   * @see https://nightlies.apache.org/flink/flink-docs-release-1.15/docs/dev/table/functions/systemfunctions/#aggregate-functions
   */
  public static of(field: Field, sql: string): FlinkAggregate {
    return new FlinkAggregate(field.name, undefined, () => ({ sql: `CAST(${sql} AS ${flinkType(field._config)})`, type: field._config }));
  }

  private constructor(
    /** Name of the result. */
    public readonly name: string,
    private readonly field: string | undefined,
    private readonly render: (column: Column) => Rendered,
    private readonly addsUp: boolean = false,
  ) {}

  /** @internal */
  public _check(problems: Problems, columns: readonly Column[]): void {
    if (this.field === undefined) {
      return;
    }
    const column = columns.find(({ name }) => name === this.field);
    if (!column) {
      problems.add(`aggregate ${this.name} must be of a field of the source (${namesOf(columns)}), got ${JSON.stringify(this.field)}`);
    } else if (this.addsUp && !isNumber(column.type)) {
      problems.add(`aggregate ${this.name} adds up, so it must be of a field of numbers, got ${column.name} of type ${column.type.type}`);
    }
  }

  /** The result as a column, and the expression that gives it. @internal */
  public _column(columns: readonly Column[]): Column & { readonly sql: string } {
    const column = columns.find(({ name }) => name === this.field) ?? { name: '', reference: '', type: BIGINT };
    return { name: this.name, reference: identifier(this.name), ...this.render(column) };
  }
}
