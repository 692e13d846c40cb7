import type { Row } from '../row';

/** A value that a type or a rule does not take. Built once per field and rule, so that a rejected record costs no more than a valid one. */
export class Refusal {
  constructor(readonly rule: string) {}
}

/** The token's own bytes are the value already: nothing has to be built. No value is empty, so it is told from all of them. */
export const AS_IS = '';

/**
 * Turns the token of a slot (never absent, never null; strings with their quotes) into the field's one canonical byte text, or says AS_IS, or
 * refuses it. It may make the token end earlier where its beginning is the value.
 * What the text is per type: JSON for string, boolean, integer, bigint, double, date and json; the plain number for decimal;
 * `yyyy-MM-dd HH:mm:ss.SSS` in UTC without quotes for timestamp, where AS_IS stands for the quoted ISO-8601 forms with `Z` of 20 or 24 characters.
 */
export type Coercer = (row: Row, slot: number) => string | Refusal;
