import { Duration, Lazy, Size, Stack, Token } from 'aws-cdk-lib';
import { configOf, indexer, insights, streamIn, synthesize, trips, withStreams } from './indexers';
import { IndexLifetimeOptions, IndexSizeOptions } from '../../src';
import { rollovers } from '../../src/search/index-lifetime';

function policy(options: IndexLifetimeOptions & IndexSizeOptions) {
  const [{ policy: { body } }] = rollovers([{ stream: streamIn(new Stack(), 'trips'), schema: trips }], options);
  return body.policy;
}

test('each index has an alias, a first index and a policy, which the bootstrap puts', () => {
  const construct = withStreams((stack) => [
    { stream: streamIn(stack, 'east'), schema: trips }, { stream: streamIn(stack, 'west'), schema: trips }, { stream: streamIn(stack, 'insights'), schema: insights, index: 'hours' },
  ]);
  expect(configOf(Stack.of(construct), 'IndexerBootstrapFunction').rollovers).toEqual([
    {
      alias: 'trips',
      firstIndex: 'trips-000001',
      policy: {
        name: 'trips-lifetime',
        body: {
          policy: {
            description: 'Begins the next index of trips',
            default_state: 'written',
            states: [{ name: 'written', actions: [{ rollover: { min_size: '30720mb' } }], transitions: [] }],
            ism_template: [{ index_patterns: ['trips', 'trips-*'], priority: 105 }],
          },
        },
      },
    },
    expect.objectContaining({ alias: 'hours', firstIndex: 'hours-000001' }),
  ]);
});

test('documents that are over are deleted with their index, counted from when the next one began', () => {
  const options = { documentRetention: Duration.days(5), rolloverAge: Duration.minutes(90), rolloverSize: Size.gibibytes(10), primaryShards: 3 };
  expect(policy(options)).toMatchObject({
    description: 'Begins the next index of trips and deletes those that are over',
    default_state: 'written',
    states: [
      {
        name: 'written',
        actions: [{ rollover: { min_size: '30720mb', min_index_age: '90m' } }],
        transitions: [{ state_name: 'over', conditions: { min_rollover_age: '5d' } }],
      },
      { name: 'over', actions: [{ delete: {} }], transitions: [] },
    ],
  });
});

test.each<[Duration, string]>([[Duration.days(30), '3d'], [Duration.days(1), '3h'], [Duration.days(365), '876h'], [Duration.hours(25), '3h']])(
  'with a retention (%s) the next index begins after a tenth of it, so that one that never fills is deleted too', (documentRetention, min_index_age) => {
    expect(policy({ documentRetention }).states[0].actions).toEqual([{ rollover: { min_size: '30720mb', min_index_age } }]);
  });

test.each<[IndexLifetimeOptions]>([
  [{ rolloverSize: Size.gibibytes(1), rolloverAge: Duration.hours(1), documentRetention: Duration.days(8) }],
  [{ rolloverSize: Size.gibibytes(50), rolloverAge: Duration.days(3_650), documentRetention: Duration.days(3_650) }],
])('takes the limits themselves', (options) => {
  expect(() => indexer(options)).not.toThrow();
});

test.each<[IndexLifetimeOptions, string]>([
  [{ rolloverSize: Size.mebibytes(1_023) }, 'rolloverSize must be between 1 and 50 GiB in whole MiB, got 1023 MiB: a shard should hold 10 to 50 GiB'],
  [{ rolloverSize: Size.gibibytes(51) }, 'rolloverSize must be between 1 and 50 GiB in whole MiB, got 52224 MiB'],
  [{ rolloverSize: Size.kibibytes(2_000_001) }, 'rolloverSize must be between 1 and 50 GiB in whole MiB, got 1953.1259765625 MiB'],
  [{ rolloverSize: Size.bytes(Token.asNumber(Lazy.number({ produce: () => 1 }))) }, 'rolloverSize must be known when the app is synthesized, got a token: write the size out'],
  [{ rolloverAge: Duration.minutes(59) }, 'rolloverAge must be between 1 hour and 3650 days in whole minutes, got 59 minutes'],
  [{ rolloverAge: Duration.seconds(3_601) }, 'rolloverAge must be between 1 hour and 3650 days in whole minutes'],
  [{ rolloverAge: Duration.days(3_651) }, 'rolloverAge must be between 1 hour and 3650 days in whole minutes, got 3651 days'],
  [{ documentRetention: Duration.hours(23) }, 'documentRetention must be between 1 day and 3650 days in whole minutes, got 23 hours'],
  [{ documentRetention: Duration.seconds(Token.asNumber(Lazy.number({ produce: () => 1 }))) },
    'documentRetention must be known when the app is synthesized, got a token: write the duration out'],
  [{ documentRetention: Duration.days(30), rolloverAge: Duration.hours(1) },
    'documentRetention must be over after at most 200 indexes, got 30 days, which are 721 with one begun after 1 hour: set a longer rolloverAge'],
])('refuses %j', (options, message) => {
  expect(() => synthesize(options)).toThrow(message);
});
