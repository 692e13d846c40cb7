import { Duration } from 'aws-cdk-lib';
import { ExpectedTable, expectedTable, Script, tablesOf } from './script';
import { streams } from './streams';
import {
  Deduplicate, DeduplicateKeep, Field, FlinkAggregate, FlinkComputedColumn, FlinkFilter, FlinkQuery, FlinkSql, FlinkStartingPosition, FlinkTable,
  FlinkWindow, RecordSchema, TopN, WindowedAggregation,
} from '../../../src';
import { FLINK_RESERVED_WORDS } from '../../../src/schema/reserved-names';
import { SINK_OPTIONS, SOURCE_OPTIONS } from '../../../src/studio/sql/connector-options';

const { source: stream, target: insights } = streams();
const SAMPLES: { readonly [words: string]: string } = {
  'a whole number': '100', 'a number': '1.5', 'true or false': 'true', 'a URL': 'https://kinesis.eu-west-1.amazonaws.com', 'random or fixed': 'fixed',
};

/** One field of each type, as producers with another taste in names may write them. */
export const everyType = new RecordSchema({
  name: 'events',
  fields: [
    Field.ofString('event_id', { required: true, wireName: 'eventId' }),
    Field.ofTimestamp('happened_at', { required: true, wireName: 'timestamp' }),
    Field.ofString('kind', { wireName: '_kind' }),
    Field.ofBoolean('valid'),
    Field.ofInteger('small'),
    Field.ofBigint('big'),
    Field.ofDouble('ratio', { wireName: 'Ratio' }),
    Field.ofDecimal('amount', { precision: 38, scale: 12 }),
    Field.ofDecimal('price', { precision: 8, scale: 2 }),
    Field.ofDate('due', { wireName: 'date' }),
    Field.ofJson('details', { wireName: 'json' }),
    Field.ofTimestamp('seen_at'),
    Field.ofDouble('x'),
    Field.ofDouble('y'),
    Field.ofGeoPoint('place', { longitude: 'x', latitude: 'y' }),
  ],
  eventTime: 'happened_at',
  partitionKey: 'event_id',
  documentId: 'event_id',
});

const writable = everyType.fields.filter((field) => field.name !== 'details');
export const everyWritableType = new RecordSchema({ name: 'copies', fields: writable, eventTime: 'happened_at', partitionKey: 'event_id' });

export const totals = new RecordSchema({
  name: 'totals',
  fields: [
    Field.ofString('window_id', { required: true, wireName: 'windowId' }),
    Field.ofTimestamp('window_start', { required: true }),
    Field.ofTimestamp('window_end'),
    Field.ofString('kind'),
    Field.ofBigint('events'),
    Field.ofBigint('small_sum'),
    Field.ofDecimal('amount_sum', { precision: 38, scale: 12 }),
    Field.ofDecimal('price_sum', { precision: 12, scale: 2 }),
    Field.ofDouble('small_average'),
    Field.ofBigint('place'),
    Field.ofDouble('nobody'),
  ],
  eventTime: 'window_start',
  partitionKey: 'window_id',
  documentId: 'window_id',
});

export const source = FlinkTable.source({
  schema: everyType,
  stream,
  watermarkDelay: Duration.minutes(5),
  computedColumns: [
    FlinkComputedColumn.secondsBetween('delay', 'happened_at', 'seen_at'),
    FlinkComputedColumn.of(Field.ofDecimal('share', { precision: 10, scale: 4 }), 'price / 100'),
  ],
});
export const target = FlinkTable.target({ schema: totals, stream: insights });
export const copy = FlinkTable.target({ schema: everyWritableType, stream: insights });
const COMPUTED = [{ name: 'delay', type: 'integer' }, { name: 'share', type: 'decimal', precision: 10, scale: 4 }];
const TABLES = tablesOf(
  [source, expectedTable(everyType, true, COMPUTED)], [target, expectedTable(totals, false)], [copy, expectedTable(everyWritableType, false)],
);
const CREATE = [source, target, copy].map((table) => table.createStatement());

const WINDOWS: { readonly [name: string]: FlinkWindow } = {
  'a minute': FlinkWindow.tumbling(Duration.minutes(1)),
  '36 hours': FlinkWindow.tumbling(Duration.hours(36)),
  '100 days': FlinkWindow.tumbling(Duration.days(100)),
  '90 seconds hopping': FlinkWindow.hopping(Duration.seconds(90), Duration.seconds(30)),
  'an hour hopping': FlinkWindow.hopping(Duration.hours(1), Duration.minutes(5)),
  'sessions': FlinkWindow.session(Duration.minutes(30)),
};

const AGGREGATES = [
  FlinkAggregate.count('events'), FlinkAggregate.sum('small_sum', 'small'), FlinkAggregate.sum('amount_sum', 'amount'),
  FlinkAggregate.sum('price_sum', 'price'), FlinkAggregate.average('small_average', 'small'),
];

function script(name: string, statements: readonly FlinkSql[]): Script {
  return { name, tables: TABLES, statements: [...CREATE, ...statements].map(({ text }) => text) };
}

function both(query: FlinkQuery, into = target): FlinkSql[] {
  return [query.asSelect(), query.insertInto(into)];
}

export function windowed(window: FlinkWindow, groupBy: string[] = ['kind']): WindowedAggregation {
  return new WindowedAggregation({ source, window, groupBy, aggregates: AGGREGATES, windowId: 'window_id' });
}

function tables(): Script[] {
  const positions = [FlinkStartingPosition.LATEST, FlinkStartingPosition.TRIM_HORIZON, FlinkStartingPosition.atTimestamp(new Date(0))];
  const withOption = (options: object, make: (connectorOptions: { [name: string]: string }) => FlinkTable) =>
    Object.entries(options).map(([name, { words }]) => make({ [name]: SAMPLES[words] }));
  const keyless = new RecordSchema({ name: 'keyless', fields: totals.fields });
  const reading = [
    ...positions.map((startingPosition) => FlinkTable.source({ schema: everyType, stream, watermarkDelay: Duration.seconds(0), startingPosition })),
    ...withOption(SOURCE_OPTIONS, (connectorOptions) =>
      FlinkTable.source({ schema: everyType, stream, watermarkDelay: Duration.days(1), connectorOptions })),
    FlinkTable.source({ schema: everyType, stream, watermarkDelay: Duration.hours(100), eventTime: 'seen_at' }),
  ];
  const writing = withOption(SINK_OPTIONS, (connectorOptions) => FlinkTable.target({ schema: keyless, stream, connectorOptions }));
  return [
    ...reading.map((table) => tableScript(table, expectedTable(everyType, true))),
    ...writing.map((table) => tableScript(table, expectedTable(keyless, false))),
    tableScript(FlinkTable.source({ schema: keyless, stream, temporary: false, tableName: 'renamed' }), expectedTable(keyless, false)),
  ];
}

function tableScript(table: FlinkTable, expected: ExpectedTable): Script {
  return { name: `table ${table.tableName}`, tables: tablesOf([table, expected]), statements: [table.createStatement().text, table.dropStatement().text] };
}

function aggregations(): Script[] {
  const groups = [[], ['kind'], ['kind', 'small', 'valid', 'due', 'delay']];
  const byWindow = Object.entries(WINDOWS).map(([name, window]) => script(name, groups.flatMap((groupBy) => both(windowed(window, groupBy)))));
  const every = everyType.fields.filter(({ derived }) => !derived).map(({ name }) => name);
  const numbers = ['small', 'big', 'ratio', 'amount', 'price', 'delay', 'share'];
  const aggregates = [
    ...every.flatMap((field) => [FlinkAggregate.min(`min_${field}`, field), FlinkAggregate.max(`max_${field}`, field)]),
    ...every.map((field) => FlinkAggregate.countDistinct(`distinct_${field}`, field)),
    ...numbers.flatMap((field) => [FlinkAggregate.sum(`sum_${field}`, field), FlinkAggregate.average(`average_${field}`, field)]),
    FlinkAggregate.of(Field.ofDouble('deviation'), 'STDDEV_POP(Ratio)'),
  ];
  const filters = [
    FlinkFilter.isPresent('kind'), FlinkFilter.isOneOf('kind', ['it\'s', 'b']), FlinkFilter.isAtLeast('price', 2.5), FlinkFilter.isAtMost('delay', 3600),
    FlinkFilter.of('valid OR small > 3'),
  ];
  return [...byWindow, ...['an hour hopping', 'sessions'].map((name) => script(`all aggregates: ${name}`, [
    new WindowedAggregation({ source, window: WINDOWS[name], aggregates, filters }).asSelect(),
  ]))];
}

function others(): Script[] {
  const tops = ['a minute', 'an hour hopping'].map((name) => WINDOWS[name]).flatMap((window) => [
    ...both(new TopN({ of: windowed(window), by: 'events', count: 3 })),
    ...both(new TopN({ of: windowed(window, ['kind', 'valid']), by: 'price_sum', count: 1, smallest: true, placeName: 'nr' })),
  ]);
  const window = WINDOWS['a minute'];
  const keep = DeduplicateKeep;
  const once = [
    ...both(new Deduplicate({ source, by: ['event_id'] }), copy),
    new Deduplicate({ source, by: ['event_id', 'valid'], keep: keep.LAST }).asSelect(),
    ...[keep.FIRST, keep.LAST].flatMap((which) => both(new Deduplicate({ source, by: ['event_id'], keep: which, window }), copy)),
  ];
  const raw = [FlinkSql.raw(`SELECT eventId, COUNT(*) FROM ${source.tableName} GROUP BY eventId;`)];
  return [script('the first ones', tops), script('each once', once), script('written by hand', raw)];
}

/** A table whose producers call fields as Flink calls its own things. */
export function reservedNames(): Script {
  const words = new RecordSchema({ name: 'words', fields: FLINK_RESERVED_WORDS.map((word, index) => Field.ofString(`word_${index}`, { wireName: word })) });
  const table = FlinkTable.source({ schema: words, stream });
  return tableScript(table, expectedTable(words, false));
}

/** Every statement that the constructs can write, in all of its forms. */
export function generatedScripts(): Script[] {
  return [...tables(), ...aggregations(), ...others()];
}
