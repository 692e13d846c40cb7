/** What stands in a record for one field. The order matters: all numbers lie between INTEGER and EXPONENT. */
export enum TokenKind {
  ABSENT,
  NULL,
  FALSE,
  TRUE,
  /** Digits and perhaps a sign. */
  INTEGER,
  /** With a fraction, without exponent. */
  FRACTION,
  EXPONENT,
  /** Without any backslash, so that its bytes are its value. */
  STRING,
  /** A string with at least one backslash in it. */
  ESCAPED_STRING,
  /** An object or an array, checked to be JSON. */
  NESTED,
}

export function isNumber(kind: TokenKind): boolean {
  return kind >= TokenKind.INTEGER && kind <= TokenKind.EXPONENT;
}
