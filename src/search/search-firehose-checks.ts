import { Duration, Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { checkIndexSize } from './index-size-checks';
import { checkIndexedStreams } from './indexed-stream-checks';
import type { SearchFirehoseProps } from './search-firehose';
import { checkPrefix } from '../private/curated-layout';
import { Problems } from '../private/problems';
import { renamedFields } from '../schema/renamed-fields';

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_AmazonopensearchserviceBufferingHints.html */
const LONGEST_INTERVAL = Duration.seconds(900);
const LARGEST_MEBIBYTES = 100;
/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_AmazonopensearchserviceRetryOptions.html */
const LONGEST_RETRY = Duration.seconds(7_200);

/** Adds what is wrong with the props of a delivery to search by Firehose. */
export function checkSearchFirehose(props: SearchFirehoseProps, problems: Problems): void {
  checkIndexedStreams(props.streams, problems);
  checkIndexSize(props, problems);
  for (const { schema, skipInvalidRecords } of props.streams) {
    const changed = [...renamedFields(schema), ...schema.fields.filter(({ derived }) => derived)].map(({ name }) => name);
    problems.when(changed.length > 0,
      `streams: Firehose indexes records as they are, but ${schema.name} has fields with a wireName or derived from others, got ${changed.join(', ')}: `
      + 'use SearchIndexer (SearchDelivery.indexer()) for it');
    problems.when(skipInvalidRecords === true,
      `streams: Firehose knows no schema, so skipInvalidRecords cannot be set for ${schema.name}: leave it out`);
  }
  checkPrefix(problems, 'deadLetterPrefix', props.deadLetterPrefix);
  checkSeconds('bufferingInterval', props.bufferingInterval, LONGEST_INTERVAL, problems);
  checkSeconds('retryDuration', props.retryDuration, LONGEST_RETRY, problems);
  checkBufferingSize(props.bufferingSize, problems);
  for (const [name, value] of Object.entries({ vpcSubnets: props.vpcSubnets, securityGroups: props.securityGroups })) {
    problems.when(value !== undefined && props.vpc === undefined, `${name} needs a vpc, got none: add vpc, or leave ${name} out`);
  }
}

function checkSeconds(property: string, value: Duration | undefined, most: Duration, problems: Problems): void {
  if (value && !value.isUnresolved()) {
    const seconds = value.toMilliseconds() / 1_000;
    problems.when(!Number.isInteger(seconds) || seconds > most.toSeconds(),
      `${property} must be between 0 and ${most.toSeconds()} seconds in whole seconds, got ${value.toHumanString()}`);
  }
}

function checkBufferingSize(size: Size | undefined, problems: Problems): void {
  if (size && !size.isUnresolved() && !Token.isUnresolved(size)) {
    const mebibytes = size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
    problems.integer('bufferingSize', mebibytes, { min: 1, max: LARGEST_MEBIBYTES, hint: 'it is in whole MiB' });
  }
}
