import { DecimalFieldOptions, FieldOptions, GeoPointFieldOptions, NumberFieldOptions, StringFieldOptions } from './field-options';
import { plainDigits } from './plain-digits';
import { FieldConfig, FieldTypeName } from './record-schema-config';

/** One field of a record: its name, type and what makes a value valid. */
export class Field {
  /** A field of text. */
  public static ofString(name: string, options: StringFieldOptions = {}): Field {
    return new Field(name, 'string', options, { allowedValues: options.allowedValues, pattern: options.pattern });
  }

  /** A field that is true or false. */
  public static ofBoolean(name: string, options: FieldOptions = {}): Field {
    return new Field(name, 'boolean', options);
  }

  /** A field that holds a whole number of 32 bits. */
  public static ofInteger(name: string, options: NumberFieldOptions = {}): Field {
    return new Field(name, 'integer', options, bounds(options));
  }

  /** A field that holds a whole number of 64 bits; every digit arrives, also beyond 9007199254740991. */
  public static ofBigint(name: string, options: NumberFieldOptions = {}): Field {
    return new Field(name, 'bigint', options, bounds(options));
  }

  /** A field that holds a floating-point number of 64 bits. */
  public static ofDouble(name: string, options: NumberFieldOptions = {}): Field {
    return new Field(name, 'double', options, bounds(options));
  }

  /** A field that holds a decimal number of fixed scale, such as an amount of money; every digit arrives. */
  public static ofDecimal(name: string, options: DecimalFieldOptions): Field {
    return new Field(name, 'decimal', options, { ...bounds(options), precision: options.precision, scale: options.scale });
  }

  /**
   * A field that holds a moment, in milliseconds.
   *
   * On the wire it is ISO-8601 in UTC with a literal `Z`, for example `2019-03-24T00:21:09.000Z`: a numeric offset stops a Flink 1.15 job.
   */
  public static ofTimestamp(name: string, options: FieldOptions = {}): Field {
    return new Field(name, 'timestamp', options);
  }

  /** A field that holds a day, on the wire as `yyyy-MM-dd`. */
  public static ofDate(name: string, options: FieldOptions = {}): Field {
    return new Field(name, 'date', options);
  }

  /**
   * A field that holds nested data: its JSON text in Parquet, a flat object in search.
   *
   * A value must be a JSON object, with anything inside; a record with an array, a text, a number or a boolean in its place is invalid, because
   * search takes none of them as a flat object. A producer that has an array wraps it: `{"items":[…]}`.
   *
   * @see https://docs.opensearch.org/2.19/field-types/supported-field-types/flat-object/
   */
  public static ofJson(name: string, options: FieldOptions = {}): Field {
    return new Field(name, 'json', options);
  }

  /** A geographic point that derives from two fields of the record. It exists in search only, and not on the wire. */
  public static ofGeoPoint(name: string, options: GeoPointFieldOptions): Field {
    return new Field(name, 'geo_point', {}, { longitude: options.longitude, latitude: options.latitude });
  }

  /** The field's name in Parquet, in the Glue catalogue and in search. */
  public readonly name: string;
  /** The field's name in the records on the stream. */
  public readonly wireName: string;
  /** Whether a record without this field is invalid. */
  public readonly required: boolean;
  /** Whether the field derives from others and is therefore not on the wire. */
  public readonly derived: boolean;

  /** @internal */
  public readonly _config: FieldConfig;

  private constructor(name: string, type: FieldTypeName, options: FieldOptions, rules: Partial<FieldConfig> = {}) {
    this.name = name;
    this.wireName = options.wireName ?? name;
    this.required = options.required ?? false;
    this.derived = type === 'geo_point';
    this._config = {
      name,
      type,
      wireName: this.derived ? undefined : this.wireName,
      required: this.required || undefined,
      ...rules,
    };
  }
}

function bounds(options: NumberFieldOptions): Partial<FieldConfig> {
  const { minimum, maximum } = options;
  return { minimum: minimum === undefined ? undefined : plainDigits(minimum), maximum: maximum === undefined ? undefined : plainDigits(maximum) };
}
