import type { TokenKind } from '../token';

/** A value that a type or a rule does not take. Built once per field and rule, so that a rejected record costs no more than a valid one. */
export class Refusal {
  constructor(readonly rule: string) {}
}

/**
 * Turns a token (never absent, never null) into the field's one canonical byte text, or refuses it. What the text is per type:
 * JSON as it is for string, boolean, integer, bigint, double, date and json; the plain number for decimal;
 * `yyyy-MM-dd HH:mm:ss.SSS` in UTC without quotes for timestamp.
 */
export type Coercer = (text: string, start: number, end: number, kind: TokenKind) => string | Refusal;
