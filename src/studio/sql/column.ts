import type { FieldConfig } from '../../schema/record-schema-config';

/** The type of a column, as far as SQL knows it. */
export type ColumnType = Pick<FieldConfig, 'type' | 'precision' | 'scale'>;

/** A column of a table or of a query's result. */
export interface Column {
  /** What a person calls it: the name of the field. */
  readonly name: string;
  /** How SQL calls it. */
  readonly reference: string;
  readonly type: ColumnType;
  /** Whether it is a window's bound, which Flink has without a time zone. */
  readonly windowTime?: boolean;
}

const NUMBERS = ['integer', 'bigint', 'double', 'decimal'];

export function isNumber({ type }: ColumnType): boolean {
  return NUMBERS.includes(type);
}

/** What a value of one type becomes by a cast to another: the same value, or the nearest that the type has. */
export function canBecome(from: ColumnType, to: ColumnType): boolean {
  return from.type === to.type
    || (from.type === 'integer' && to.type === 'bigint')
    || (isNumber(from) && (to.type === 'double' || to.type === 'decimal'));
}

export function sameType(one: ColumnType, other: ColumnType): boolean {
  return one.type === other.type && one.precision === other.precision && one.scale === other.scale;
}

/** A name that none of the columns has: the one wanted, or that with underscores after it. */
export function freeName(wanted: string, columns: readonly Column[]): string {
  return columns.some(({ name, reference }) => name === wanted || reference === wanted) ? freeName(`${wanted}_`, columns) : wanted;
}

/** What there is, for messages. */
export function namesOf(columns: readonly Column[]): string {
  return columns.map(({ name }) => name).join(', ');
}
