import { LosslessNumber, stringify } from 'lossless-json';
import type { Column } from './columns';
import { newYorkTime } from './new-york-time';
import { quote } from './quote';
import { messageOf } from '../message-of';

/** A trip that can go on the stream. */
export interface Trip {
  /** Its row in the file, from 1: the schema's partition key and document id. */
  readonly tripId: string;
  /** Milliseconds since 1970. */
  readonly pickupAt: number;
  /** The record: JSON in the words of the schema. */
  readonly data: string;
}

/** What JSON calls a number: 12, -0.5 or 1e3, but not 007, .5 or NaN. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Makes a trip of a row's cells. A blank cell is a value that is absent. Numbers keep their digits as the file wrote them.
 *
 * Only what cannot be carried as a trip is refused here; whether a value makes sense is for the pipeline's schema to say,
 * which keeps what it refuses under the errors/ prefix.
 *
 * @throws an error that lists every problem of the row
 */
export function toTrip(tripId: string, columns: readonly Column[], cells: readonly string[]): Trip {
  if (cells.length !== columns.length) {
    throw new Error(`must have ${columns.length} cells as the header has, got ${cells.length}: ${quote(cells.join(','))}`);
  }
  const record: { [field: string]: string | LosslessNumber } = { trip_id: tripId };
  const problems: string[] = [];
  let pickupAt = 0;
  columns.forEach((column, index) => {
    const cell = cells[index];
    try {
      if (cell.trim() === '') {
        if (column.required) throw new Error('must not be blank');
      } else if (column.type === 'time') {
        const time = newYorkTime(cell);
        record[column.field] = new Date(time).toISOString();
        if (column.field === 'pickup_at') pickupAt = time;
      } else {
        record[column.field] = column.type === 'number' ? toNumber(cell) : cell;
      }
    } catch (error) {
      problems.push(`${column.name} ${messageOf(error)}`);
    }
  });
  if (problems.length > 0) throw new Error(problems.join('; '));
  return { tripId, pickupAt, data: stringify(record) ?? '' };
}

function toNumber(cell: string): LosslessNumber {
  if (!JSON_NUMBER.test(cell)) {
    throw new Error(`must be a number such as 12 or 12.5, got ${quote(cell)}`);
  }
  return new LosslessNumber(cell);
}
