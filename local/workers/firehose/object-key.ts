import { randomBytes, randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { DeliveryConfiguration } from './configuration';
import type { ErrorOutputType } from './error-record';
import { formatJava } from './java-date-format';
import type { PartitionKeys } from './verdicts';

/** An expression of a prefix: `!{namespace:value}`. */
const EXPRESSION = /!\{([a-zA-Z]+):([^}]*)\}/g;
/** What a prefix without a time gets at its end. */
const TIME = '!{timestamp:yyyy/MM/dd/HH/}';

/** Key of an object: the evaluated prefix, then the name. https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html */
export function objectKey(configuration: DeliveryConfiguration, oldestArrival: Date, keys: PartitionKeys = {}): string {
  const { prefix } = configuration;
  const timed = /!\{(timestamp|partitionKeyFromLambda):/.test(prefix) ? prefix : prefix + TIME;
  return evaluate(timed, timeOf(configuration, oldestArrival), { keys }) + objectName(configuration) + configuration.fileExtension;
}

/** Whether a record has a value for every partition key that the prefix names. */
export function hasKeysOf(prefix: string, keys: PartitionKeys = {}): boolean {
  return [...prefix.matchAll(EXPRESSION)].every(([, namespace, name = '']) => namespace !== 'partitionKeyFromLambda' || (keys[name] ?? '') !== '');
}

/** Key of an object of errors. Without a prefix of its own the errors lie under the other prefix, by their type. */
export function errorObjectKey(configuration: DeliveryConfiguration, oldestArrival: Date, type: ErrorOutputType): string {
  return evaluate(errorPrefixOf(configuration), timeOf(configuration, oldestArrival), { type }) + objectName(configuration);
}

/** Where the errors of a delivery stream lie, before it is evaluated. */
export function errorPrefixOf({ prefix, errorPrefix }: DeliveryConfiguration): string {
  return errorPrefix === '' ? `${prefix}!{firehose:error-output-type}/${TIME}` : errorPrefix;
}

/** The part of a prefix that is the same for every object. */
export function fixedPart(prefix: string): string {
  return prefix.split('!{')[0] ?? '';
}

function timeOf(configuration: DeliveryConfiguration, arrival: Date): DateTime {
  return DateTime.fromJSDate(arrival, { zone: configuration.timeZone });
}

/** https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html */
function evaluate(prefix: string, time: DateTime, { keys = {}, type }: { readonly keys?: PartitionKeys; readonly type?: ErrorOutputType }): string {
  return prefix.replace(EXPRESSION, (expression, namespace: string, value: string) => {
    if (namespace === 'timestamp') return formatJava(time, value);
    if (namespace === 'firehose' && value === 'random-string') return randomBytes(9).toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, 11);
    if (namespace === 'firehose' && value === 'error-output-type' && type !== undefined) return type;
    if (namespace === 'partitionKeyFromLambda' && keys[value] !== undefined) return keys[value];
    throw new Error(`the prefix '${prefix}' holds ${expression}, which the local run does not know: it knows !{timestamp:…}, !{firehose:random-string}, !{partitionKeyFromLambda:…} for keys that the transform gave and, for errors, !{firehose:error-output-type}`);
  });
}

function objectName(configuration: DeliveryConfiguration): string {
  const now = DateTime.utc().toFormat('yyyy-MM-dd-HH-mm-ss');
  return `${configuration.name}-${configuration.version}-${now}-${randomUUID()}`;
}
