import { Token } from 'aws-cdk-lib';
import { Problems } from './problems';
import type { RecordPartitioning, RecordSchema } from '../schema';
import { PARTITION_COLUMNS } from '../schema/reserved-names';

type TimeColumn = typeof PARTITION_COLUMNS[number];

/**
 * How Firehose writes each partition of the moment of arrival, in Java's DateTimeFormatter patterns.
 *
 * `yyyy`, never `YYYY`: that is the year of the week, another one in the last days of December.
 */
const TIMESTAMP_PATTERNS: { readonly [column in TimeColumn]: string } = { year: 'yyyy', month: 'MM', day: 'dd', hour: 'HH' };

/** Longest prefix as the service counts it: https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html */
const LONGEST_PREFIX = 1024;

/** The prefix of curated objects, unless somebody decides otherwise. */
export function defaultCuratedPrefix(schema: RecordSchema): string {
  return `${schema.name}/`;
}

/** The prefix with a Hive-style folder for each part of the moment of arrival, as Firehose evaluates it. */
export function arrivalPrefix(prefix: string, columns: readonly TimeColumn[] = PARTITION_COLUMNS): string {
  return prefix + columns.map((column) => `${column}=!{timestamp:${TIMESTAMP_PATTERNS[column]}}/`).join('');
}

/** The prefix with a Hive-style folder for each partition column, as Firehose evaluates it. */
export function partitionedPrefix(prefix: string, { eventTime, fields, _timeColumns }: RecordPartitioning): string {
  const keyed = (columns: string[]) => columns.map((column) => `${column}=!{partitionKeyFromLambda:${column}}/`).join('');
  return eventTime ? prefix + keyed([...fields, ..._timeColumns]) : arrivalPrefix(prefix + keyed(fields), _timeColumns);
}

/** Where Athena finds the objects of one partition, with a variable for each partition column. */
export function partitionLocationTemplate(location: string, { fields, _timeColumns }: RecordPartitioning): string {
  return location + [...fields, ..._timeColumns].map((column) => `${column}=\${${column}}/`).join('');
}

/**
 * A problem when a prefix is not one or more folder names, each ended by a slash. Tokens and absent values pass.
 *
 * Only characters that mean nothing in a policy's ARN pattern, in Firehose's expressions and in Athena's location template.
 */
export function checkPrefix(problems: Problems, property: string, prefix: string | undefined): void {
  if (prefix === undefined || Token.isUnresolved(prefix)) {
    return;
  }
  if (prefix.includes('!{')) {
    problems.add(`${property} must have no expressions of its own, got ${JSON.stringify(prefix)}: the partitions are added after it`);
    return;
  }
  problems.when(!/^([A-Za-z0-9_.=-]+\/)+$/.test(prefix),
    `${property} must be folder names of letters, digits, _ . = and -, each ended by a slash, for example "trips/", got ${JSON.stringify(prefix)}`);
  problems.when(prefix.length > LONGEST_PREFIX / 2,
    `${property} must have at most ${LONGEST_PREFIX / 2} characters, got ${prefix.length}: Firehose allows ${LONGEST_PREFIX} with the partitions`);
}
