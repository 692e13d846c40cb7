import { Size } from 'aws-cdk-lib';
import type { Field, RecordPartitioning, RecordSchema } from '../schema';

/** What the function may answer: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
const RESPONSE_LIMIT = Size.mebibytes(6);
const LARGEST = Size.mebibytes(1);
/** Firehose takes no less than 0.2 MiB. */
const STEP = Size.kibibytes(256);
/** What an answer has around its data; Firehose's ids have 56 digits, and the function keeps room for every record to fail. */
const ANSWER_BYTES = `{"recordId":"${'4'.repeat(56)}","result":"ProcessingFailed","data":""},`.length;
const METADATA_BYTES = ',"metadata":{"partitionKeys":{}}'.length;
const MEMBER_BYTES = '"":,'.length;
const BASE64 = 4 / 3;
const BASE64_PADDING = 4;
/** Each step finds a record that grows more than the one before, until there is none; a few do. */
const STEPS = 50;

/** Bytes that something takes in a record, and what the answer to the record then has of it. */
interface Bytes {
  readonly before: number;
  readonly after: number;
}

/**
 * How much the transform function gets at a time by default: as much as fits into its answer when every record of it grows as far as its schema
 * lets it grow. Small records grow most, since each has an answer of its own.
 */
export function transformBufferSize(schema: RecordSchema, partitioning: RecordPartitioning): Size {
  const fitting = RESPONSE_LIMIT.toBytes() / largestExpansion(schema, partitioning);
  const steps = Math.floor(Math.min(fitting, LARGEST.toBytes()) / STEP.toBytes());
  return Size.kibibytes(STEP.toKibibytes() * Math.max(1, steps));
}

/** Bytes of the answer per byte of a record that is valid under the schema, at most. */
export function largestExpansion(schema: RecordSchema, partitioning: RecordPartitioning): number {
  const fields = schema.fields.filter((field) => !field.derived).map((field) => ({
    required: field.required || field.name === schema.documentId,
    choices: valueBytes(field).map(({ before, after }): Bytes => ({
      before: Buffer.byteLength(field.wireName) + MEMBER_BYTES + before,
      after: BASE64 * (field.name.length + MEMBER_BYTES + after) + (partitioning.fields.includes(field.name) ? field.name.length + '"":"",'.length + after : 0),
    })),
  }));
  let expansion = 0;
  for (let step = 0; step < STEPS; step++) {
    // each member counts its comma, and the last has none
    const record: Bytes[] = [{ before: '{}'.length - 1, after: ANSWER_BYTES + metadataBytes(partitioning) + BASE64_PADDING + BASE64 * '{}'.length }];
    for (const { required, choices } of fields) {
      const gain = ({ before, after }: Bytes) => after - expansion * before;
      const best = choices.reduce((one, other) => gain(other) > gain(one) ? other : one);
      if (required || gain(best) > 0) {
        record.push(best);
      }
    }
    const largest = sum(record, 'after') / sum(record, 'before');
    if (largest <= expansion) {
      break;
    }
    expansion = largest;
  }
  return expansion;
}

function sum(all: Bytes[], which: keyof Bytes): number {
  return all.reduce((bytes, one) => bytes + one[which], 0);
}

function metadataBytes({ dynamic, eventTime, _timeColumns }: RecordPartitioning): number {
  return dynamic ? METADATA_BYTES + (eventTime ? _timeColumns : []).reduce((bytes, column) => bytes + `"${column}":"2026",`.length, 0) : 0;
}

/** The values of a type that grow most when the function writes them in the form that the bucket holds: short ones, and those with an exponent. */
function valueBytes({ _config: { allowedValues, precision = 0, scale = 0, type } }: Field): Bytes[] {
  switch (type) {
    case 'boolean': return [{ before: '0'.length, after: 'false'.length }];
    case 'integer': return [{ before: '0'.length, after: '0'.length }, { before: '1e9'.length, after: '1000000000'.length }];
    case 'bigint': return [{ before: '0'.length, after: '0'.length }, { before: '1e18'.length, after: '1000000000000000000'.length }];
    case 'double': return [{ before: '0'.length, after: '0'.length }];
    case 'decimal': return [
      { before: '0'.length, after: '"0"'.length },
      { before: '1e9'.length, after: '""'.length + Math.max(precision - scale, 1) },
      { before: '1e-9'.length, after: '"0."'.length + scale },
    ];
    case 'timestamp': return [{ before: '0'.length, after: '"1970-01-01 00:00:00.000"'.length }];
    case 'date': return [{ before: '"1970-01-01"'.length, after: '"1970-01-01"'.length }];
    // in a string of JSON every quote is escaped
    case 'json': return [{ before: '{}'.length, after: '"{}"'.length }, { before: '{"":""}'.length, after: '"{\\"\\":\\"\\"}"'.length }];
    default: {
      const shortest = allowedValues ? Math.min(...allowedValues.map((value) => Buffer.byteLength(value))) : 0;
      return [{ before: '""'.length + shortest, after: '""'.length + shortest }, { before: Math.max(shortest, 1), after: '""'.length + Math.max(shortest, 1) }];
    }
  }
}
