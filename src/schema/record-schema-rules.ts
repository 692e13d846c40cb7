import { Token } from 'aws-cdk-lib';
import { Field } from './field';
import type { RecordSchemaProps } from './record-schema';
import type { FieldTypeName } from './record-schema-config';
import { isReservedName } from './reserved-names';
import { Problems } from '../private/problems';

const SNAKE_CASE = /^[a-z][a-z0-9_]*$/;
const WIRE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Longest name of a Glue column: https://docs.aws.amazon.com/glue/latest/webapi/API_Column.html */
const LONGEST_NAME = 255;
const KEY_TYPES: FieldTypeName[] = ['string', 'integer', 'bigint'];
const INTEGER_RANGE = { min: -2147483648, max: 2147483647 };

/**
 * Checks a record schema as a whole.
 *
 * @throws an error that lists every problem
 */
export function checkRecordSchema(props: RecordSchemaProps): void {
  const problems = new Problems(`record schema ${JSON.stringify(props.name)}`);
  checkName(problems, 'name', props.name);
  problems.when(props.fields.length === 0, 'fields must name at least one field, got none');
  for (const field of props.fields) {
    checkField(problems, field, props.fields);
  }
  checkUnique(problems, 'name', props.fields.map((field) => field.name));
  checkUnique(problems, 'wireName', props.fields.filter((field) => !field.derived).map((field) => field.wireName));
  checkRole(problems, props, 'eventTime', ['timestamp']);
  checkRole(problems, props, 'partitionKey', KEY_TYPES);
  checkRole(problems, props, 'documentId', KEY_TYPES);
  problems.throwIfAny();
}

function checkName(problems: Problems, property: string, name: string): void {
  if (Token.isUnresolved(name)) {
    problems.add(`${property} must be known when the app is synthesized, got a token`);
    return;
  }
  if (!SNAKE_CASE.test(name) || name.length > LONGEST_NAME) {
    problems.add(`${property} must be snake_case (a lower-case letter, then lower-case letters, digits and underscores, at most ${LONGEST_NAME} in all), `
      + `got ${JSON.stringify(name)}: Glue lower-cases names while Flink's JSON format does not; `
      + 'where producers write another name, give the field a snake_case one and set wireName');
  }
}

function checkField(problems: Problems, field: Field, fields: Field[]): void {
  const { name } = field;
  checkName(problems, 'a field\'s name', name);
  problems.when(isReservedName(name),
    `field ${JSON.stringify(name)} has a name that Flink SQL or the curated table reserves: rename it and set wireName: ${JSON.stringify(name)}`);
  problems.when(!WIRE_NAME.test(field.wireName),
    `wireName of field ${name} must be a letter or underscore, then letters, digits and underscores, got ${JSON.stringify(field.wireName)}`);
  checkBounds(problems, field);
  checkText(problems, field);
  checkDecimal(problems, field);
  checkGeoPoint(problems, field, fields);
}

function checkBounds(problems: Problems, field: Field): void {
  const { minimum, maximum, type, name } = field._config;
  for (const [property, bound] of Object.entries({ minimum, maximum })) {
    if (bound === undefined) {
      continue;
    }
    const value = Number(bound);
    problems.when(!Number.isFinite(value), `${property} of field ${name} must be a finite number, got ${bound}`);
    if (type === 'integer') {
      problems.integer(`${property} of field ${name}`, value, INTEGER_RANGE);
    }
    problems.when(type === 'bigint' && !Number.isSafeInteger(value),
      `${property} of field ${name} must be a whole number between -9007199254740991 and 9007199254740991, got ${bound}: leave it out for the type's own bounds`);
  }
  problems.when(minimum !== undefined && maximum !== undefined && Number(minimum) > Number(maximum),
    `minimum of field ${name} must not be above its maximum, got ${minimum} and ${maximum}`);
}

function checkText(problems: Problems, field: Field): void {
  const { allowedValues, pattern, name } = field._config;
  problems.when(allowedValues?.length === 0, `allowedValues of field ${name} must name at least one value, got none: leave it out to allow every value`);
  if (pattern !== undefined) {
    const fault = regularExpressionFault(pattern);
    problems.when(fault !== undefined, `pattern of field ${name} must be an ECMAScript regular expression, got ${JSON.stringify(pattern)}: ${fault}`);
  }
}

function regularExpressionFault(pattern: string): string | undefined {
  try {
    new RegExp(pattern);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function checkDecimal(problems: Problems, field: Field): void {
  const { precision, scale, type, name } = field._config;
  if (type === 'decimal' && precision !== undefined) {
    problems.integer(`precision of field ${name}`, precision, { min: 1, max: 38 });
    problems.integer(`scale of field ${name}`, scale, { min: 0, max: precision });
  }
}

function checkGeoPoint(problems: Problems, field: Field, fields: Field[]): void {
  const { type, longitude, latitude, name } = field._config;
  if (type !== 'geo_point') {
    return;
  }
  for (const [property, source] of Object.entries({ longitude, latitude })) {
    const found = fields.find((candidate) => candidate.name === source);
    problems.when(found?._config.type !== 'double',
      `${property} of field ${name} must name a Field.ofDouble of the schema, got ${JSON.stringify(source)}${found ? `, which is of type ${found._config.type}` : ''}`);
  }
}

function checkUnique(problems: Problems, property: string, names: string[]): void {
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  for (const name of repeated) {
    problems.add(`every field needs a ${property} of its own, got ${JSON.stringify(name)} more than once: rename or remove one`);
  }
}

function checkRole(problems: Problems, props: RecordSchemaProps, role: 'eventTime' | 'partitionKey' | 'documentId', types: FieldTypeName[]): void {
  const name = props[role];
  if (name === undefined) {
    return;
  }
  const field = props.fields.find((candidate) => candidate.name === name);
  if (!field) {
    problems.add(`${role} must name one of the schema's fields (${props.fields.map((candidate) => candidate.name).join(', ')}), got ${JSON.stringify(name)}`);
    return;
  }
  problems.when(!types.includes(field._config.type), `${role} must name a field of type ${types.join(', ')}, got ${name} of type ${field._config.type}`);
  problems.when(!field.required, `${role} must name a required field, got ${name}, which may be absent: add { required: true } to it`);
}
