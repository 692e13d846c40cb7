import { Token } from 'aws-cdk-lib';
import type { Field } from './field';
import { isFolderName } from './folder-name';
import type { RecordPartitioning } from './record-partitioning';
import type { RecordSchema } from './record-schema';
import type { FieldTypeName } from './record-schema-config';
import { Problems } from '../private/problems';

/** Types that a partition column of Athena can have: https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html */
const PARTITION_TYPES: FieldTypeName[] = ['string', 'integer', 'bigint', 'date'];

/** Checks that a partitioning fits a schema. */
export function checkPartitioning(problems: Problems, { eventTime, fields }: RecordPartitioning, schema: RecordSchema): void {
  problems.when(eventTime && schema.eventTime === undefined,
    `partitioning by event time needs the eventTime of the schema, got none in ${schema.name}: name one of its timestamp fields, or use RecordPartitioning.byArrival()`);
  for (const name of new Set(fields)) {
    if (Token.isUnresolved(name)) {
      problems.add('partitioning: fields must be known when the app is synthesized, got a token');
      continue;
    }
    const field = schema.fields.find((candidate) => candidate.name === name);
    if (field) {
      checkPartitionField(problems, field, schema);
    } else {
      problems.add(`partitioning: fields must be among those of schema ${schema.name} (${schema.fields.map((other) => other.name).join(', ')}), got ${JSON.stringify(name)}`);
    }
  }
  problems.when(new Set(fields).size < fields.length, `partitioning: fields must each be named once, got ${fields.join(', ')}`);
  const columns = schema.fields.filter((field) => !field.derived);
  problems.when(columns.length > 0 && columns.every((field) => fields.includes(field.name)),
    `partitioning: fields must leave one to store, got every field of schema ${schema.name}: the values of those named are no longer in the objects`);
}

function checkPartitionField(problems: Problems, field: Field, schema: RecordSchema): void {
  const { allowedValues, type } = field._config;
  problems.when(!PARTITION_TYPES.includes(type),
    `partitioning: fields must be of type ${PARTITION_TYPES.join(', ')}, got ${field.name} of type ${type}`);
  problems.when(!field.required,
    `partitioning: fields must be required, got ${field.name}, which may be absent: add { required: true } to it, since every object is in one partition`);
  problems.when(field.name === schema.documentId,
    `partitioning: fields must have few values, got ${field.name}, the documentId, with another one for each record: Firehose keeps 500 partitions open at a time`);
  for (const value of (allowedValues ?? []).filter((allowed) => !isFolderName(allowed))) {
    problems.add(`partitioning: allowedValues of ${field.name} must be folder names of 1 to 128 characters without / \\ % # ? or control characters, got ${JSON.stringify(value)}`);
  }
}
