import { Lazy } from 'aws-cdk-lib';
import { Field, RecordSchema, RecordSchemaProps } from '../../src';

/** What is wrong with a schema of these fields. */
function faultOf(fields: Field[], props: Partial<RecordSchemaProps> = {}): string {
  try {
    new RecordSchema({ name: 'things', fields, ...props });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing';
}

const string = Lazy.string({ produce: () => 'later' });
const number = Lazy.number({ produce: () => 1 });

describe('RecordSchema', () => {
  test('knows its fields and their roles', () => {
    const fields = [Field.ofString('trip_id', { required: true }), Field.ofTimestamp('pickup_at', { required: true })];
    const schema = new RecordSchema({ name: 'trips', fields, eventTime: 'pickup_at', partitionKey: 'trip_id', documentId: 'trip_id' });
    expect(schema.fields).toEqual(fields);
    expect([schema.name, schema.eventTime, schema.partitionKey, schema.documentId]).toEqual(['trips', 'pickup_at', 'trip_id', 'trip_id']);
  });

  test.each(['Trips', 'taxi-trips', '1trips', '_trips', '', 'a'.repeat(256)])('fails with the name %p', (name) => {
    expect(faultOf([Field.ofBoolean('it')], { name })).toContain(': name must be snake_case (a lower-case letter, then');
    expect(faultOf([Field.ofBoolean('it')], { name })).toContain(`got ${JSON.stringify(name)}`);
  });

  test.each(['select', 'table', 'user', 'order'])('fails with the name %p, which is a word of Flink SQL, where its tables are', (name) => {
    expect(faultOf([Field.ofBoolean('it')], { name })).toBe(`record schema "${name}": name must not be a word that Flink SQL reserves, `
      + `since tables are named after it, got "${name}": rename the schema, for example to the plural of what a record is`);
  });

  test.each(['day', 'orders', 'users', 'selected'])('takes the name %p, which is reserved for no table', (name) => {
    expect(faultOf([Field.ofBoolean('it')], { name })).toBe('nothing');
  });

  test('takes a name of 255 characters', () => {
    expect(faultOf([Field.ofBoolean('a'.repeat(255))], { name: 'a'.repeat(255) })).toBe('nothing');
  });

  test('fails without fields', () => {
    expect(faultOf([])).toBe('record schema "things": fields must name at least one field, got none');
  });

  test('fails with a field in camelCase, and says how to read it all the same', () => {
    expect(faultOf([Field.ofString('tripId')])).toMatch(/a field's name must be snake_case .*, got "tripId": .* give the field a snake_case one and set wireName$/);
  });

  test.each(['year', 'hour', 'timestamp', 'value', 'order', 'user'])('fails with the reserved name %p', (name) => {
    expect(faultOf([Field.ofString(name)]))
      .toBe(`record schema "things": field "${name}" has a name that Flink SQL or the curated table reserves: rename it and set wireName: "${name}"`);
    expect(faultOf([Field.ofString('other', { wireName: name })])).toBe('nothing');
  });

  test('fails with a reserved name of a point, which has no name on the wire', () => {
    expect(faultOf([Field.ofDouble('x'), Field.ofDouble('y'), Field.ofGeoPoint('position', { longitude: 'x', latitude: 'y' })]))
      .toBe('record schema "things": field "position" has a name that Flink SQL or the curated table reserves: rename it');
  });

  test('fails once for a name that comes twice', () => {
    expect(faultOf([Field.ofString('it'), Field.ofDouble('it'), Field.ofDate('it')]))
      .toBe('record schema "things": every field needs a name of its own, got "it" more than once: rename or remove one');
  });

  test('fails with a name on the wire that comes twice', () => {
    expect(faultOf([Field.ofString('trip_id', { wireName: 'tripId' }), Field.ofString('trip_key', { wireName: 'tripId' })]))
      .toBe('record schema "things": every field needs a wireName of its own, got "tripId" more than once: rename or remove one');
  });

  test.each(['trip-id', 'trip id', '1trip', '', 'a.b'])('fails with the name %p on the wire', (wireName) => {
    expect(faultOf([Field.ofString('it', { wireName })]))
      .toContain(`wireName of field it must be a letter or underscore, then letters, digits and underscores, got ${JSON.stringify(wireName)}`);
  });

  test.each(['eventTime', 'partitionKey', 'documentId'])('fails with an unknown, an unfit and an optional field as %s', (role) => {
    const fitting = role === 'eventTime' ? Field.ofTimestamp('fitting') : Field.ofString('fitting');
    const fields = [Field.ofBoolean('unfit', { required: true }), fitting];
    const types = role === 'eventTime' ? 'timestamp' : 'string, integer, bigint';
    expect(faultOf(fields, { [role]: 'unknown' })).toBe(`record schema "things": ${role} must name one of the schema's fields (unfit, fitting), got "unknown"`);
    expect(faultOf(fields, { [role]: 'unfit' })).toBe(`record schema "things": ${role} must name a field of type ${types}, got unfit of type boolean`);
    expect(faultOf(fields, { [role]: 'fitting' }))
      .toBe(`record schema "things": ${role} must name a required field, got fitting, which may be absent: add { required: true } to it`);
    expect(faultOf(fields, { [role]: string })).toBe(`record schema "things": ${role} must be known when the app is synthesized, got a token`);
  });

  test('fails with every problem in one message', () => {
    const fault = faultOf([Field.ofString('tripId'), Field.ofInteger('count', { minimum: 2, maximum: 1 })], { name: 'T', eventTime: 'unknown' });
    expect(fault.split('\n')).toEqual([
      'record schema "T" has 5 problems:',
      expect.stringMatching(/^ {2}- name must be snake_case/),
      expect.stringMatching(/^ {2}- a field's name must be snake_case/),
      expect.stringMatching(/^ {2}- field "count" has a name/),
      '  - minimum of field count must not be above its maximum, got 2 and 1',
      expect.stringMatching(/^ {2}- eventTime must name one/),
    ]);
  });
});

describe('fields', () => {
  test.each<[Field, string]>([
    [Field.ofInteger('it', { minimum: 0.5 }), 'minimum of field it must be an integer between -2147483648 and 2147483647, got 0.5'],
    [Field.ofInteger('it', { maximum: 2147483648 }), 'maximum of field it must be an integer between -2147483648 and 2147483647, got 2147483648'],
    [Field.ofBigint('it', { minimum: 1.5 }), 'minimum of field it must be a whole number between -9007199254740991 and 9007199254740991, got 1.5'],
    [Field.ofBigint('it', { maximum: 2 ** 53 }), 'maximum of field it must be a whole number between -9007199254740991 and 9007199254740991, got 9007199254740992'],
    [Field.ofDouble('it', { minimum: Number.NaN }), 'minimum of field it must be a finite number, got NaN'],
    [Field.ofInteger('it', { maximum: Number.POSITIVE_INFINITY }), 'maximum of field it must be a finite number, got Infinity'],
    [Field.ofDouble('it', { minimum: 1, maximum: 0.5 }), 'minimum of field it must not be above its maximum, got 1 and 0.5'],
    [Field.ofDecimal('it', { precision: 0, scale: 0 }), 'precision of field it must be an integer between 1 and 38, got 0'],
    [Field.ofDecimal('it', { precision: 39, scale: 2 }), 'precision of field it must be an integer between 1 and 38, got 39'],
    [Field.ofDecimal('it', { precision: 4, scale: 5 }), 'scale of field it must be an integer between 0 and 4, got 5'],
    [Field.ofDecimal('it', { precision: 4, scale: -1 }), 'scale of field it must be an integer between 0 and 4, got -1'],
    [Field.ofString('it', { pattern: '(' }), 'pattern of field it must be an ECMAScript regular expression, got "(": SyntaxError'],
    [Field.ofString('it', { allowedValues: [] }), 'allowedValues of field it must name at least one value, got none: leave it out to allow every value'],
    [Field.ofString('it', { allowedValues: ['AB', 'ABC', 'xAB'], pattern: 'AB|x' }),
      'allowedValues of field it must match its pattern AB|x, got "ABC", "xAB": leave out one or the other'],
    [Field.ofDecimal('it', { precision: 4, scale: 2, minimum: 1000 }),
      'minimum of field it must leave a value that the field can hold (decimal(4,2): -99.99 to 99.99 in steps of 0.01), got 1000: change the bounds, or precision and scale'],
    [Field.ofDecimal('it', { precision: 4, scale: 2, minimum: 99.991 }), 'minimum of field it must leave a value'],
    [Field.ofDecimal('it', { precision: 4, scale: 2, maximum: -99.991 }), 'maximum of field it must leave a value'],
    [Field.ofDecimal('it', { precision: 4, scale: 2, minimum: 0.001, maximum: 0.009 }),
      'minimum and maximum of field it must leave a value that the field can hold (decimal(4,2): -99.99 to 99.99 in steps of 0.01), got 0.001 and 0.009'],
    [Field.ofDecimal('it', { precision: 2, scale: 2, minimum: 1 }),
      'minimum of field it must leave a value that the field can hold (decimal(2,2): -0.99 to 0.99 in steps of 0.01), got 1'],
    [Field.ofDecimal('it', { precision: 3, scale: 0, minimum: -0.9, maximum: -0.1 }), 'minimum and maximum of field it must leave a value'],
    [Field.ofDecimal('it', { precision: 38, scale: 0, minimum: 1e38 }), 'minimum of field it must leave a value'],
    [Field.ofDecimal('it', { precision: 4, scale: 5, minimum: 1000 }), 'scale of field it must be an integer between 0 and 4, got 5'],
    [Field.ofDecimal('it', { precision: 4, scale: 2, minimum: 2000, maximum: 1000 }), 'minimum of field it must not be above its maximum, got 2000 and 1000'],
    [Field.ofDecimal('it', { precision: 4, scale: 2, maximum: Number.NaN }), 'maximum of field it must be a finite number, got NaN'],
  ])('fail: %#', (field, message) => {
    const fault = faultOf([field]);
    expect(fault).toContain(`record schema "things": ${message}`);
    expect(fault).not.toContain('problems');
  });

  test.each([
    Field.ofInteger('it', { minimum: -2147483648, maximum: 2147483647 }),
    Field.ofBigint('it', { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
    Field.ofDouble('it', { minimum: -180, maximum: -180 }),
    Field.ofDecimal('it', { precision: 38, scale: 38 }),
    Field.ofDecimal('it', { precision: 4, scale: 2, minimum: 99.99, maximum: 1e300 }),
    Field.ofDecimal('it', { precision: 4, scale: 2, minimum: -1e300, maximum: -99.99 }),
    Field.ofDecimal('it', { precision: 4, scale: 2, minimum: -0.001, maximum: 0.009 }),
    Field.ofDecimal('it', { precision: 38, scale: 37, minimum: 9.99, maximum: 9.991 }),
    Field.ofString('it', { allowedValues: ['A1', 'B2'], pattern: '[A-Z]\\d' }),
  ])('take their limits: %#', (field) => {
    expect(faultOf([field])).toBe('nothing');
  });

  test.each<[string, Field]>([
    ['name, wireName of a field', Field.ofBoolean(string)],
    ['wireName of field it', Field.ofBoolean('it', { wireName: string })],
    ['minimum of field it', Field.ofInteger('it', { minimum: number })],
    ['maximum of field it', Field.ofDouble('it', { maximum: number })],
    ['precision of field it', Field.ofDecimal('it', { precision: number, scale: 0 })],
    ['scale of field it', Field.ofDecimal('it', { precision: 4, scale: number })],
    ['allowedValues of field it', Field.ofString('it', { allowedValues: ['A', string] })],
    ['allowedValues of field it', Field.ofString('it', { allowedValues: Lazy.list({ produce: () => ['A'] }) })],
    ['pattern of field it', Field.ofString('it', { pattern: string })],
  ])('fail with a token: %s', (subject, field) => {
    expect(faultOf([field])).toBe(`record schema "things": ${subject} must be known when the app is synthesized, got a token`);
  });

  test('fail with a token as name of the schema', () => {
    expect(faultOf([Field.ofBoolean('it')], { name: string })).toContain(': name must be known when the app is synthesized, got a token');
  });

  test('fail with a point that derives from no two doubles', () => {
    const place = (longitude: string, latitude: string): Field[] =>
      [Field.ofDouble('x'), Field.ofString('text'), Field.ofGeoPoint('place', { longitude, latitude })];
    expect(faultOf(place('x', 'y'))).toBe('record schema "things": latitude of field place must name a Field.ofDouble of the schema, got "y"');
    expect(faultOf(place('text', 'x')))
      .toBe('record schema "things": longitude of field place must name a Field.ofDouble of the schema, got "text", which is of type string');
    expect(faultOf(place('x', 'x'))).toBe('record schema "things": longitude and latitude of field place must name two fields, got "x" for both');
  });
});
