import { Token } from 'aws-cdk-lib';
import { checkField } from './field-rules';
import { checkName } from './names';
import type { RecordSchemaProps } from './record-schema';
import type { FieldTypeName } from './record-schema-config';
import { isReservedTableName } from './reserved-names';
import { Problems } from '../private/problems';

const KEY_TYPES: FieldTypeName[] = ['string', 'integer', 'bigint'];

/**
 * Checks a record schema as a whole.
 *
 * @throws an error that lists every problem
 */
export function checkRecordSchema(props: RecordSchemaProps): void {
  const problems = new Problems(`record schema ${JSON.stringify(props.name)}`);
  checkName(problems, 'name', props.name);
  problems.when(isReservedTableName(props.name), `name must not be a word that Flink SQL reserves, since tables are named after it, got ${JSON.stringify(props.name)}: `
    + 'rename the schema, for example to the plural of what a record is');
  problems.when(props.fields.length === 0, 'fields must name at least one field, got none');
  for (const field of props.fields) {
    checkField(problems, field, props.fields);
  }
  checkUnique(problems, 'name', props.fields.map((field) => field.name));
  const wireNames = new Map(props.fields.filter((field) => !field.derived).map((field) => [field.name, field.wireName]));
  checkUnique(problems, 'wireName', [...wireNames.values()]);
  checkRole(problems, props, 'eventTime', ['timestamp']);
  checkRole(problems, props, 'partitionKey', KEY_TYPES);
  checkRole(problems, props, 'documentId', KEY_TYPES);
  problems.throwIfAny();
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
  if (Token.isUnresolved(name)) {
    problems.add(`${role} must be known when the app is synthesized, got a token`);
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
