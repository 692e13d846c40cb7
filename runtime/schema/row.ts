/** A valid record: per field of its schema the canonical byte text (see `Coercer`), or undefined where the record has no value. */
export class Row {
  readonly valid = true;

  constructor(readonly values: readonly (string | undefined)[]) {}
}
