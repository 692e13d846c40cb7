import { Duration, Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { CuratedDeliveryProps } from './curated-delivery';
import type { ResolvedDelivery } from './resolved-delivery';
import { checkPrefix } from '../private/curated-layout';
import { Problems } from '../private/problems';

const LONGEST_BUFFERING_SECONDS = 900;
const LARGEST_BUFFER = Size.mebibytes(128);

/**
 * Checks the properties of a delivery as a whole.
 *
 * @throws an error that lists every problem
 */
export function checkDelivery(construct: IConstruct, props: CuratedDeliveryProps, delivery: ResolvedDelivery): void {
  const problems = new Problems(`CuratedDelivery ${construct.node.path}`, construct);
  checkFormat(problems, props, delivery);
  checkInterval(problems, 'bufferingInterval', props.bufferingInterval);
  checkPrefixes(problems, delivery);
  delivery.transform._check(problems);
  checkTransformCalls(problems, props, delivery);
  problems.throwIfAny();
}

function checkFormat(problems: Problems, props: CuratedDeliveryProps, { format }: ResolvedDelivery): void {
  problems.when(format._needsTable && !props.curatedTable,
    `format ${format.name} needs the table whose columns the objects get, got no curatedTable: set it, or use DeliveryFormat.json()`);
  const { bufferingSize } = props;
  if (!bufferingSize || bufferingSize.isUnresolved()) {
    return;
  }
  const mebibytes = bufferingSize.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  const [smallest, largest] = [format._smallestBuffer.toMebibytes(), LARGEST_BUFFER.toMebibytes()];
  problems.when(!Number.isInteger(mebibytes) || mebibytes < smallest || mebibytes > largest,
    `bufferingSize must be between ${smallest} and ${largest} MiB in whole MiB for format ${format.name}, got ${mebibytes} MiB`);
}

function checkInterval(problems: Problems, property: string, interval: Duration | undefined): void {
  if (!interval || interval.isUnresolved()) {
    return;
  }
  const seconds = interval.toSeconds({ integral: false });
  problems.when(!Number.isInteger(seconds) || seconds > LONGEST_BUFFERING_SECONDS,
    `${property} must be between 0 and ${LONGEST_BUFFERING_SECONDS} seconds in whole seconds, got ${seconds} seconds`);
}

function checkPrefixes(problems: Problems, { prefix, errorPrefix }: ResolvedDelivery): void {
  checkPrefix(problems, 'prefix', prefix);
  checkPrefix(problems, 'errorPrefix', errorPrefix);
  problems.when(!Token.isUnresolved(prefix) && !Token.isUnresolved(errorPrefix) && (prefix.startsWith(errorPrefix) || errorPrefix.startsWith(prefix)),
    `prefix and errorPrefix must not lie within each other, got ${JSON.stringify(prefix)} and ${JSON.stringify(errorPrefix)}: `
    + 'queries on the one would read the other');
}

function checkTransformCalls(problems: Problems, props: CuratedDeliveryProps, { transform }: ResolvedDelivery): void {
  const { transformBufferInterval, transformBufferSize, transformRetries } = props;
  const set = Object.entries({ transformBufferInterval, transformBufferSize, transformRetries })
    .filter(([, value]) => value !== undefined).map(([property]) => property);
  problems.when(!transform._transforms && set.length > 0,
    `${set.join(', ')} cannot be set with RecordTransform.none(), which calls no function: leave out one or the other`);
  problems.integer('transformRetries', transformRetries, { min: 0, max: 300 });
  checkInterval(problems, 'transformBufferInterval', transformBufferInterval);
  if (transformBufferSize && !transformBufferSize.isUnresolved()) {
    const mebibytes = transformBufferSize.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
    problems.when(mebibytes < 0.2 || mebibytes > 3, `transformBufferSize must be between 0.2 and 3 MiB, got ${mebibytes} MiB`);
  }
}
