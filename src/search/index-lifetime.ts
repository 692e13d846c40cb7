import { Duration, Size } from 'aws-cdk-lib';
import type { IndexLifetimeOptions } from './index-lifetime-options';
import type { IndexSizeOptions } from './index-size-options';
import { indexPatterns, templatePriority } from './index-template';
import { IndexedStream } from './indexed-stream';
import { indexName } from './indexer-settings';
import type { RolloverConfig } from './search-bootstrap-config';

const DEFAULT_SIZE = Size.gibibytes(30);

/** One for each index: what begins the next index behind its alias, and deletes those that are over. */
export function rollovers(streams: IndexedStream[], options: IndexLifetimeOptions & IndexSizeOptions): RolloverConfig[] {
  return [...new Set(streams.map(indexName))].map((alias) => rollover(alias, options));
}

/** The policy's name, which is one in the whole domain, as the index is. */
export function policyName(alias: string): string {
  return `${alias}-lifetime`;
}

/** The age at which the next index begins; undefined where size alone decides. */
export function rolloverAgeOf({ rolloverAge, documentRetention }: IndexLifetimeOptions): Duration | undefined {
  return rolloverAge ?? (documentRetention && Duration.hours(Math.ceil(documentRetention.toHours({ integral: false }) / 10)));
}

function rollover(alias: string, options: IndexLifetimeOptions & IndexSizeOptions): RolloverConfig {
  const { rolloverSize = DEFAULT_SIZE, primaryShards = 1, documentRetention } = options;
  const age = rolloverAgeOf(options);
  return {
    alias,
    firstIndex: `${alias}-000001`,
    policy: {
      name: policyName(alias),
      body: {
        policy: {
          description: `Begins the next index of ${alias}${documentRetention ? ' and deletes those that are over' : ''}`,
          default_state: 'written',
          states: [
            {
              name: 'written',
              // of all primary shards together: the condition on a single one is unknown to older versions
              actions: [{ rollover: { min_size: `${rolloverSize.toMebibytes() * primaryShards}mb`, ...(age && { min_index_age: timeUnits(age) }) } }],
              transitions: documentRetention ? [{ state_name: 'over', conditions: { min_rollover_age: timeUnits(documentRetention) } }] : [],
            },
            ...(documentRetention ? [{ name: 'over', actions: [{ delete: {} }], transitions: [] }] : []),
          ],
          // an index that another one's pattern matches too belongs to the more particular of the two, as with templates
          ism_template: [{ index_patterns: indexPatterns(alias), priority: templatePriority(alias) }],
        },
      },
    },
  };
}

/** In the largest unit that is whole. */
function timeUnits(duration: Duration): string {
  const minutes = duration.toMinutes();
  if (minutes % (24 * 60) === 0) {
    return `${minutes / (24 * 60)}d`;
  }
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
