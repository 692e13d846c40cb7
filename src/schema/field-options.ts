/** What every field can say about itself. */
export interface FieldOptions {
  /**
   * Whether a record without this field, or with null in it, is invalid.
   *
   * @default false
   */
  readonly required?: boolean;

  /**
   * The field's name in the records on the stream, where existing producers write another name than the field's own
   * (camelCase, a reserved word). Letters, digits and underscores, starting with a letter or an underscore.
   *
   * @default - the field's name
   */
  readonly wireName?: string;
}

/** Options of a field of text. */
export interface StringFieldOptions extends FieldOptions {
  /**
   * The only values a record may have.
   *
   * @default - every value
   */
  readonly allowedValues?: string[];

  /**
   * An ECMAScript regular expression that the whole value must match, for example `[A-Z]{3}-\d+`.
   *
   * @default - every value
   */
  readonly pattern?: string;
}

/** Options of a field that holds a number. */
export interface NumberFieldOptions extends FieldOptions {
  /**
   * The smallest value a record may have, inclusive.
   *
   * @default - the smallest value of the type
   */
  readonly minimum?: number;

  /**
   * The largest value a record may have, inclusive.
   *
   * @default - the largest value of the type
   */
  readonly maximum?: number;
}

/** Options of a field that holds a decimal number of fixed scale. */
export interface DecimalFieldOptions extends NumberFieldOptions {
  /** How many digits the number has at the most, before and after the point together: 1 to 38. */
  readonly precision: number;

  /** How many of the digits stand after the point: 0 to `precision`. */
  readonly scale: number;
}

/** Which fields a geographic point derives from. */
export interface GeoPointFieldOptions {
  /** Name of the `Field.ofDouble` that holds the longitude in degrees. */
  readonly longitude: string;

  /** Name of the `Field.ofDouble` that holds the latitude in degrees. */
  readonly latitude: string;
}
