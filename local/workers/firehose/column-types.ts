/** How a column of a Glue table is read from JSON and written to Parquet. */
export interface ColumnType {
  /** Its type in DuckDB, whose Parquet writer takes the matching Parquet type. */
  readonly duckdb: string;
  /** The value as text that DuckDB casts to that type, or undefined when it does not fit. */
  readonly accept: (text: string) => string | undefined;
}

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const EPOCH = /^-?\d+(\.\d+)?$/;
/** ISO 8601 in UTC, or date and time with a blank: the forms the OpenX deserializer reads. */
const TIME = /^\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2}:\d{2}(\.\d{1,9})?Z?)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);

const SIMPLE: { readonly [type: string]: ColumnType } = {
  string: { duckdb: 'VARCHAR', accept: (text) => text },
  boolean: { duckdb: 'BOOLEAN', accept: matching(/^(true|false)$/) },
  tinyint: { duckdb: 'TINYINT', accept: matching(INTEGER) },
  smallint: { duckdb: 'SMALLINT', accept: matching(INTEGER) },
  int: { duckdb: 'INTEGER', accept: matching(INTEGER) },
  integer: { duckdb: 'INTEGER', accept: matching(INTEGER) },
  bigint: { duckdb: 'BIGINT', accept: matching(INTEGER) },
  float: { duckdb: 'FLOAT', accept: matching(NUMBER) },
  double: { duckdb: 'DOUBLE', accept: matching(NUMBER) },
  timestamp: { duckdb: 'TIMESTAMP', accept: acceptTime },
  date: { duckdb: 'DATE', accept: matching(DATE) },
};

/**
 * The type of a Glue column.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-concepts.html
 * @returns undefined for a type the local run does not convert.
 */
export function columnType(glueType: string): ColumnType | undefined {
  const type = glueType.trim().toLowerCase();
  const decimal = /^decimal\((\d+), *(\d+)\)$/.exec(type);
  if (decimal !== null) return { duckdb: `DECIMAL(${decimal[1]}, ${decimal[2]})`, accept: matching(NUMBER) };
  if (/^(var)?char\(\d+\)$/.test(type)) return SIMPLE.string;
  return SIMPLE[type];
}

/** Numbers are seconds of the epoch, or milliseconds when they are too large for that, as in the OpenX deserializer. */
function acceptTime(text: string): string | undefined {
  if (EPOCH.test(text)) {
    const value = Number(text);
    const time = new Date(Math.abs(value) < 1e11 ? value * 1000 : value);
    return Number.isNaN(time.getTime()) ? undefined : time.toISOString().replace('T', ' ').replace('Z', '');
  }
  return TIME.test(text) ? text.replace('T', ' ').replace('Z', '') : undefined;
}
