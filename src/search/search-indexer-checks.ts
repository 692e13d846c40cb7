import { Duration, Token } from 'aws-cdk-lib';
import { checkIndexLifetime } from './index-lifetime-checks';
import { checkIndexSize } from './index-size-checks';
import { checkIndexedStreams } from './indexed-stream-checks';
import type { SearchIndexerProps } from './search-indexer';
import { Problems } from '../private/problems';

const LONGEST_WINDOW = Duration.seconds(300);
const SHORTEST_AGE = Duration.seconds(60);
const LONGEST_AGE = Duration.days(7);

/** Adds what is wrong with the props of an indexer. */
export function checkSearchIndexer(props: SearchIndexerProps, problems: Problems): void {
  checkIndexedStreams(props.streams, problems);
  problems.integer('batchSize', props.batchSize, { min: 1, max: 10_000 });
  problems.integer('parallelizationFactor', props.parallelizationFactor, { min: 1, max: 10 });
  problems.integer('retry.retryAttempts', props.retry?.retryAttempts, { min: 0, max: 10_000 });
  checkIndexSize(props, problems);
  checkIndexLifetime(props, problems);
  checkDuration('maxBatchingWindow', props.maxBatchingWindow, { min: Duration.seconds(0), max: LONGEST_WINDOW }, problems);
  checkDuration('retry.maxRecordAge', props.retry?.maxRecordAge, { min: SHORTEST_AGE, max: LONGEST_AGE }, problems);
  const { deadLetterPrefix } = props;
  problems.when(deadLetterPrefix !== undefined && !Token.isUnresolved(deadLetterPrefix) && !/^([^/*?]+\/)+$/.test(deadLetterPrefix),
    `deadLetterPrefix must be folders that each end with a slash, without * and ?, got ${JSON.stringify(deadLetterPrefix)}: use for example dead-letters/`);
  for (const [name, value] of Object.entries({ vpcSubnets: props.vpcSubnets, securityGroups: props.securityGroups })) {
    problems.when(value !== undefined && props.vpc === undefined, `${name} needs a vpc, got none: add vpc, or leave ${name} out`);
  }
}

function checkDuration(property: string, value: Duration | undefined, range: { min: Duration; max: Duration }, problems: Problems): void {
  if (!value || value.isUnresolved()) {
    return;
  }
  const milliseconds = value.toMilliseconds();
  problems.when(milliseconds < range.min.toMilliseconds() || milliseconds > range.max.toMilliseconds() || milliseconds % 1_000 !== 0,
    `${property} must be between ${range.min.toSeconds()} and ${range.max.toSeconds()} seconds in whole seconds, got ${value.toHumanString()}`);
}
