import * as fc from 'fast-check';
import { Field, RecordSchemaProps } from '../../src';
import { isReservedName } from '../../src/schema/reserved-names';

/** Makes a field of some type with some valid options, given its name; a new one on every call. */
type FieldMaker = (name: string) => Field;

const LONGER_THAN_ANY_OTHER = 'point_of_the_two_doubles_given';
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/).filter((candidate) => !isReservedName(candidate));

/** Names have no capitals, so this is no other field's name either. */
const common = fc.record({ required: fc.boolean(), renamed: fc.boolean() });

function named(fieldName: string, { required, renamed }: { required: boolean; renamed: boolean }): { required: boolean; wireName?: string } {
  return { required, wireName: renamed ? `${fieldName}OnTheWire` : undefined };
}

function bounds(numbers: fc.Arbitrary<number>): fc.Arbitrary<{ minimum?: number; maximum?: number }> {
  return fc.oneof(
    fc.constant({}),
    numbers.map((minimum) => ({ minimum })),
    fc.tuple(numbers, numbers).map(([one, other]) => ({ minimum: Math.min(one, other), maximum: Math.max(one, other) })),
  );
}

const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });
const precisionAndScale = fc.integer({ min: 1, max: 38 }).chain((precision) =>
  fc.integer({ min: 0, max: precision }).map((scale) => ({ precision, scale })));

/** Bounds between which at least one whole number lies that the decimal can hold. */
const boundedDecimal = precisionAndScale.chain(({ precision, scale }) => {
  const most = 10 ** Math.min(precision - scale, 9) - 1;
  return fc.tuple(bounds(fc.integer({ min: -most, max: most })), fc.double({ min: 0, max: 1e9, noNaN: true }))
    .map(([{ minimum, maximum }, further]) => ({ precision, scale, minimum: minimum === undefined ? undefined : minimum - further, maximum }));
});

const maker: fc.Arbitrary<FieldMaker> = fc.oneof(
  fc.tuple(common, fc.option(fc.array(fc.string(), { minLength: 1 }), { nil: undefined }))
    .map(([options, allowedValues]): FieldMaker => (id) => Field.ofString(id, { ...named(id, options), allowedValues })),
  common.map((options): FieldMaker => (id) => Field.ofBoolean(id, named(id, options))),
  fc.tuple(common, bounds(fc.integer())).map(([options, range]): FieldMaker => (id) => Field.ofInteger(id, { ...named(id, options), ...range })),
  fc.tuple(common, bounds(fc.maxSafeInteger()))
    .map(([options, range]): FieldMaker => (id) => Field.ofBigint(id, { ...named(id, options), ...range })),
  fc.tuple(common, bounds(doubles)).map(([options, range]): FieldMaker => (id) => Field.ofDouble(id, { ...named(id, options), ...range })),
  fc.tuple(common, boundedDecimal).map(([options, decimal]): FieldMaker => (id) => Field.ofDecimal(id, { ...named(id, options), ...decimal })),
  common.map((options): FieldMaker => (id) => Field.ofTimestamp(id, named(id, options))),
  common.map((options): FieldMaker => (id) => Field.ofDate(id, named(id, options))),
  common.map((options): FieldMaker => (id) => Field.ofJson(id, named(id, options))),
);

/** Makes the same valid properties of a schema anew on every call. */
export const schemaMaker: fc.Arbitrary<() => RecordSchemaProps> = fc.record({
  schemaName: name,
  fields: fc.uniqueArray(fc.tuple(name, maker), { minLength: 1, maxLength: 12, selector: ([fieldName]) => fieldName }),
  geoPoint: fc.boolean(),
}).map(({ schemaName, fields, geoPoint }) => () => {
  const made = fields.map(([fieldName, make]) => make(fieldName));
  const [longitude, latitude] = made.filter((field) => field._config.type === 'double');
  const point = geoPoint && longitude && latitude
    ? [Field.ofGeoPoint(LONGER_THAN_ANY_OTHER, { longitude: longitude.name, latitude: latitude.name })]
    : [];
  const ofType = (...types: string[]): string | undefined => made.find((field) => field.required && types.includes(field._config.type))?.name;
  return {
    name: schemaName,
    fields: [...made, ...point],
    eventTime: ofType('timestamp'),
    partitionKey: ofType('string', 'integer', 'bigint'),
    documentId: ofType('bigint', 'string'),
  };
});
