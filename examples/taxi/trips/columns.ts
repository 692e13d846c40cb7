import { quote } from './quote';
import { TripsError } from './trips-error';

/** How a column's text becomes a value of the record. */
export type ColumnType = 'time' | 'number' | 'text';

export interface Column {
  /** Name in the file's header. */
  readonly name: string;
  /** Name of the field in the schema. */
  readonly field: string;
  readonly type: ColumnType;
  /** A file may lack the whole column. */
  readonly optional?: boolean;
  /** A row may not leave it blank. */
  readonly required?: boolean;
}

/** What a trips file holds, in the order in which the generator writes it. */
export const COLUMNS: readonly Column[] = [
  { name: 'pickup', field: 'pickup_at', type: 'time', required: true },
  { name: 'dropoff', field: 'dropoff_at', type: 'time', required: true },
  { name: 'passengers', field: 'passengers', type: 'number' },
  { name: 'distance', field: 'distance', type: 'number' },
  { name: 'fare', field: 'fare', type: 'number' },
  { name: 'tip', field: 'tip', type: 'number' },
  { name: 'tolls', field: 'tolls', type: 'number' },
  { name: 'total', field: 'total', type: 'number' },
  { name: 'color', field: 'color', type: 'text' },
  { name: 'payment', field: 'payment', type: 'text' },
  { name: 'pickup_zone', field: 'pickup_zone', type: 'text' },
  { name: 'dropoff_zone', field: 'dropoff_zone', type: 'text' },
  { name: 'pickup_borough', field: 'pickup_borough', type: 'text' },
  { name: 'dropoff_borough', field: 'dropoff_borough', type: 'text' },
  { name: 'pickup_longitude', field: 'pickup_longitude', type: 'number', optional: true },
  { name: 'pickup_latitude', field: 'pickup_latitude', type: 'number', optional: true },
  { name: 'dropoff_longitude', field: 'dropoff_longitude', type: 'number', optional: true },
  { name: 'dropoff_latitude', field: 'dropoff_latitude', type: 'number', optional: true },
];

/**
 * The columns that a header names, in its order.
 *
 * @throws TripsError that lists every column that is missing, unknown or named twice
 */
export function columnsOf(header: readonly string[]): Column[] {
  const found = header.flatMap((name) => COLUMNS.filter((column) => column.name === name));
  const missing = COLUMNS.filter((column) => !column.optional && !header.includes(column.name)).map((column) => column.name);
  const unknown = header.filter((name) => COLUMNS.every((column) => column.name !== name));
  const repeated = header.filter((name, index) => header.indexOf(name) !== index);
  const problems = [
    ...(missing.length > 0 ? [`lacks ${missing.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`has unknown ${unknown.map(quote).join(', ')}`] : []),
    ...(repeated.length > 0 ? [`names twice ${repeated.map(quote).join(', ')}`] : []),
  ];
  if (problems.length > 0) {
    throw new TripsError(`header must name the columns ${names(false)} and may name ${names(true)}, got ${quote(header.join(','))}: it ${problems.join(', ')}`);
  }
  return found;
}

function names(optional: boolean): string {
  return COLUMNS.filter((column) => (column.optional ?? false) === optional).map((column) => column.name).join(', ');
}
