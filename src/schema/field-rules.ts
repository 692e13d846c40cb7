import { Token } from 'aws-cdk-lib';
import { Field } from './field';
import { DecimalRange } from './decimal-range';
import { checkName } from './names';
import type { FieldConfig } from './record-schema-config';
import { isReservedName } from './reserved-names';
import { Problems } from '../private/problems';

const WIRE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const INTEGER_RANGE = { min: -2147483648, max: 2147483647 };
const MOST_DIGITS = 38;

/** Checks one field of a schema. */
export function checkField(problems: Problems, field: Field, fields: Field[]): void {
  const { name } = field;
  const unknown = Object.entries(field._config).filter(([, value]) => isToken(value)).map(([property]) => property);
  if (unknown.length > 0) {
    problems.add(`${unknown.join(', ')} of ${Token.isUnresolved(name) ? 'a field' : `field ${name}`} must be known when the app is synthesized, got a token`);
    return;
  }
  checkName(problems, 'a field\'s name', name);
  problems.when(isReservedName(name), `field ${JSON.stringify(name)} has a name that Flink SQL or the curated table reserves: rename it`
    + (field.derived ? '' : ` and set wireName: ${JSON.stringify(name)}`));
  problems.when(!WIRE_NAME.test(field.wireName),
    `wireName of field ${name} must be a letter or underscore, then letters, digits and underscores, got ${JSON.stringify(field.wireName)}`);
  checkBounds(problems, field._config);
  checkText(problems, field._config);
  checkDecimal(problems, field._config);
  checkGeoPoint(problems, field._config, fields);
}

/** Bounds are digits by now, which a token of a number is hidden in. */
function isToken(value: FieldConfig[keyof FieldConfig]): boolean {
  const values = Array.isArray(value) ? value : [value];
  return Token.isUnresolved(value) || values.some((one) => Token.isUnresolved(one) || (typeof one === 'string' && Token.isUnresolved(Number(one))));
}

function checkBounds(problems: Problems, { minimum, maximum, type, name }: FieldConfig): void {
  for (const [property, bound] of Object.entries({ minimum, maximum })) {
    if (bound === undefined) {
      continue;
    }
    const value = Number(bound);
    if (!Number.isFinite(value)) {
      problems.add(`${property} of field ${name} must be a finite number, got ${bound}`);
    } else if (type === 'integer') {
      problems.integer(`${property} of field ${name}`, value, INTEGER_RANGE);
    } else if (type === 'bigint') {
      problems.when(!Number.isSafeInteger(value),
        `${property} of field ${name} must be a whole number between -9007199254740991 and 9007199254740991, got ${bound}: leave it out for the type's own bounds`);
    }
  }
  problems.when(minimum !== undefined && maximum !== undefined && Number(minimum) > Number(maximum),
    `minimum of field ${name} must not be above its maximum, got ${minimum} and ${maximum}`);
}

function checkText(problems: Problems, { allowedValues, pattern, name }: FieldConfig): void {
  problems.when(allowedValues?.length === 0, `allowedValues of field ${name} must name at least one value, got none: leave it out to allow every value`);
  if (pattern === undefined) {
    return;
  }
  const expression = regularExpression(pattern);
  if (typeof expression === 'string') {
    problems.add(`pattern of field ${name} must be an ECMAScript regular expression, got ${JSON.stringify(pattern)}: ${expression}`);
    return;
  }
  const refused = (allowedValues ?? []).filter((value) => !expression.test(value));
  problems.when(refused.length > 0,
    `allowedValues of field ${name} must match its pattern ${pattern}, got ${refused.map((value) => JSON.stringify(value)).join(', ')}: leave out one or the other`);
}

/** The expression that the whole value must match, or what is wrong with it. */
function regularExpression(pattern: string): RegExp | string {
  try {
    new RegExp(pattern);
    return new RegExp(`^(?:${pattern})$`);
  } catch (error) {
    return String(error);
  }
}

function checkDecimal(problems: Problems, { precision, scale, type, name, minimum, maximum }: FieldConfig): void {
  if (type !== 'decimal' || precision === undefined || scale === undefined) {
    return;
  }
  problems.integer(`precision of field ${name}`, precision, { min: 1, max: MOST_DIGITS });
  problems.integer(`scale of field ${name}`, scale, { min: 0, max: Math.min(precision, MOST_DIGITS) });
  if (![precision, scale].every(Number.isInteger) || precision < 1 || precision > MOST_DIGITS || scale < 0 || scale > precision) {
    return;
  }
  checkRange(problems, name, new DecimalRange(precision, scale), { minimum, maximum });
}

/** Bounds that are no numbers, or the wrong way round, are a problem of their own. */
function checkRange(problems: Problems, name: string, range: DecimalRange, bounds: Pick<FieldConfig, 'minimum' | 'maximum'>): void {
  const { minimum, maximum } = bounds;
  const given = Object.entries(bounds).filter(([, bound]) => bound !== undefined);
  if (given.some(([, bound]) => !Number.isFinite(Number(bound))) || Number(minimum) > Number(maximum)) {
    return;
  }
  problems.when(!range.hasValueBetween(minimum, maximum),
    `${given.map(([property]) => property).join(' and ')} of field ${name} must leave a value that the field can hold (${range.description}), `
    + `got ${given.map(([, bound]) => bound).join(' and ')}: change the bounds, or precision and scale`);
}

function checkGeoPoint(problems: Problems, { type, longitude, latitude, name }: FieldConfig, fields: Field[]): void {
  if (type !== 'geo_point') {
    return;
  }
  for (const [property, source] of Object.entries({ longitude, latitude })) {
    const found = fields.find((candidate) => candidate.name === source);
    problems.when(found?._config.type !== 'double',
      `${property} of field ${name} must name a Field.ofDouble of the schema, got ${JSON.stringify(source)}${found ? `, which is of type ${found._config.type}` : ''}`);
  }
  problems.when(longitude === latitude, `longitude and latitude of field ${name} must name two fields, got ${JSON.stringify(longitude)} for both`);
}
