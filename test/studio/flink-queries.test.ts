import { Duration } from 'aws-cdk-lib';
import { hours, hoursTable, stream, trips, tripsTable } from './tables';
import {
  Deduplicate, DeduplicateKeep, Field, FlinkAggregate, FlinkFilter, FlinkQuery, FlinkTable, FlinkWindow, InsertOptions, RecordSchema, TopN, TopNProps,
  WindowedAggregation, WindowedAggregationProps,
} from '../../src';

const HOUR = FlinkWindow.tumbling(Duration.hours(1));

function aggregation(props: Partial<WindowedAggregationProps> = {}): WindowedAggregation {
  return new WindowedAggregation({
    source: tripsTable(),
    window: HOUR,
    groupBy: ['borough'],
    aggregates: [FlinkAggregate.count('trips'), FlinkAggregate.sum('revenue', 'total')],
    windowId: 'hour_id',
    ...props,
  });
}

const SELECT = `SELECT
  window_start,
  window_end,
  CONCAT(DATE_FORMAT(window_start, 'yyyy-MM-dd''T''HH:mm:ss.SSS''Z'''), COALESCE(CONCAT('/', REPLACE(REPLACE(borough, '~', '~0'), '/', '~1')), '/~')) AS hour_id,
  borough,
  COUNT(*) AS trips,
  SUM(total) AS revenue
FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '1' HOUR))
WHERE pickup_at IS NOT NULL
GROUP BY window_start, window_end, borough`;

const indented = SELECT.replace(/^/gm, '  ');

describe('an aggregation', () => {
  test('is a query to look at', () => {
    expect(aggregation().asSelect().text).toBe(SELECT);
  });

  test('is a job that writes records of the target', () => {
    expect(aggregation().insertInto(hoursTable()).text).toBe(`INSERT INTO hours (hour_id, window_start, borough, trips, revenue)
SELECT
  hour_id,
  CAST(window_start AS TIMESTAMP_LTZ(3)),
  borough,
  trips,
  CAST(revenue AS DECIMAL(12, 2))
FROM (
${indented}
)`);
  });

  test('fills fields from results of other names, and leaves the rest empty', () => {
    const query = aggregation({ windowId: 'some_id', aggregates: [FlinkAggregate.countDistinct('riders', 'passengers')], groupBy: ['passengers', 'trip_id'] });
    expect(query.insertInto(hoursTable(), { columns: { hour_id: 'some_id', trips: 'riders' } }).text).toContain(`SELECT
  some_id,
  CAST(window_start AS TIMESTAMP_LTZ(3)),
  CAST(NULL AS STRING),
  riders,
  CAST(NULL AS DECIMAL(12, 2))`);
    expect(query.asSelect().text).toContain('  passengers,\n  tripId AS trip_id,\n  COUNT(DISTINCT passengers) AS riders\n');
    expect(query.asSelect().text).toContain('GROUP BY window_start, window_end, passengers, tripId');
  });

  test('hops, and has sessions', () => {
    expect(aggregation({ window: FlinkWindow.hopping(Duration.hours(1), Duration.minutes(5)) }).asSelect().text)
      .toContain("FROM TABLE(HOP(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '5' MINUTE, INTERVAL '1' HOUR))");
    const session = aggregation({ window: FlinkWindow.session(Duration.minutes(30)), windowId: undefined }).asSelect().text;
    expect(session).toContain(`SELECT
  SESSION_START(rowtime, INTERVAL '30' MINUTE) AS window_start,
  SESSION_END(rowtime, INTERVAL '30' MINUTE) AS window_end,
  borough,`);
    expect(session).toContain("FROM trips\nWHERE pickup_at IS NOT NULL\nGROUP BY SESSION(rowtime, INTERVAL '30' MINUTE), borough");
  });

  test('names its results as its aggregates are named', () => {
    expect([FlinkAggregate.count('trips').name, FlinkAggregate.sum('revenue', 'total').name, FlinkAggregate.of(Field.ofDouble('spread'), 'STDDEV_POP(total)').name])
      .toEqual(['trips', 'revenue', 'spread']);
  });

  test('loses no digit and no fraction', () => {
    const { text } = aggregation({
      aggregates: [
        FlinkAggregate.sum('a', 'passengers'), FlinkAggregate.average('b', 'passengers'), FlinkAggregate.average('c', 'total'), FlinkAggregate.min('d', 'pickup_at'),
        FlinkAggregate.max('e', 'trip_id'), FlinkAggregate.of(Field.ofDouble('f'), 'STDDEV_POP(total)'),
      ],
    }).asSelect();
    expect(FlinkAggregate.sum('a', 'passengers').name).toBe('a');
    for (const line of ['SUM(CAST(passengers AS BIGINT)) AS a', 'AVG(CAST(passengers AS DOUBLE)) AS b', 'AVG(total) AS c', 'MIN(pickup_at) AS d', 'MAX(tripId) AS e',
      'CAST(STDDEV_POP(total) AS DOUBLE) AS f']) {
      expect(text).toContain(`  ${line}`);
    }
  });

  test('counts what its filters let pass', () => {
    expect(aggregation({
      filters: [
        FlinkFilter.isPresent('borough'), FlinkFilter.isOneOf('trip_id', ['it\'s', 'b']), FlinkFilter.isAtLeast('total', 2.5), FlinkFilter.isAtMost('passengers', 9),
        FlinkFilter.of('total > 1 OR passengers = 2'),
      ],
    }).asSelect().text).toContain("WHERE pickup_at IS NOT NULL AND borough IS NOT NULL AND tripId IN ('it''s', 'b') AND total >= 2.5 AND passengers <= 9 AND (total > 1 OR passengers = 2)");
  });

  test.each<[string, Partial<WindowedAggregationProps>, string]>([
    ['a table without an event time', { source: FlinkTable.source({ schema: new RecordSchema({ name: 'plain', fields: [Field.ofString('borough'), Field.ofDouble('total')] }), stream: stream() }) },
      'window needs an event time, but table plain has none: set eventTime, a field of type timestamp, of its schema or of FlinkTable.source()'],
    ['a target', { source: hoursTable(), aggregates: [FlinkAggregate.count('n')] }, 'source must be a table of FlinkTable.source(), got hours, which writes a stream'],
    ['nothing to compute', { aggregates: [] }, "aggregates must name at least one, got none: for example FlinkAggregate.count('events')"],
    ['a sum of a text', { aggregates: [FlinkAggregate.sum('s', 'borough')] }, 'aggregate s adds up, so it must be of a field of numbers, got borough of type string'],
    ['an average of a time', { aggregates: [FlinkAggregate.average('s', 'pickup_at')] }, 'aggregate s adds up, so it must be of a field of numbers, got pickup_at of type timestamp'],
    ['an unknown field', { aggregates: [FlinkAggregate.max('m', 'fare')] }, 'aggregate m must be of a field of the source (trip_id, pickup_at, dropoff_at, borough, passengers, total, extras), got "fare"'],
    ['an unknown group', { groupBy: ['zone'] }, 'groupBy must name fields of the source (trip_id, pickup_at, dropoff_at, borough, passengers, total, extras), got "zone"'],
    ['a result with a word of Flink', { aggregates: [FlinkAggregate.count('count')] }, 'the name of a result must not be a word that Flink SQL reserves, got "count": rename it, for example to "count_value"'],
    ['two results of one name', { aggregates: [FlinkAggregate.count('borough'), FlinkAggregate.count('window_end')] }, 'every result needs a name of its own, got borough, window_end more than once'],
    ['a filter of an unknown field', { filters: [FlinkFilter.isPresent('zone')] }, 'a filter must be of a field of the source (trip_id'],
    ['a text among numbers', { filters: [FlinkFilter.isOneOf('total', ['1'])] }, 'filter isOneOf must be of a field of type string, got total of type decimal'],
    ['a filter of no values', { filters: [FlinkFilter.isOneOf('borough', [])] }, 'filter isOneOf of borough must have at least one value, got none'],
    ['a number among texts', { filters: [FlinkFilter.isAtLeast('borough', 1)] }, 'filter isAtLeast must be of a field of numbers, got borough of type string'],
    ['no number', { filters: [FlinkFilter.isAtMost('total', NaN)] }, 'filter isAtMost of total must have a finite number, got NaN'],
    ['a window of nothing', { window: FlinkWindow.tumbling(Duration.seconds(0)) }, 'size of window must be whole seconds, at least 1, got 0 milliseconds'],
    ['a slide that does not fit', { window: FlinkWindow.hopping(Duration.seconds(60), Duration.seconds(7)) },
      'size of window must be a multiple of its slide, got 60000 and 7000 milliseconds'],
  ])('fails with %s', (_, props, message) => {
    expect(() => aggregation(props)).toThrow(message);
  });
});

describe('the first ones', () => {
  test('are those of each window, equal ones in the order of their groups', () => {
    expect(new TopN({ of: aggregation(), by: 'trips', count: 3 }).asSelect().text).toBe(`SELECT
  window_start,
  window_end,
  hour_id,
  borough,
  trips,
  revenue,
  place
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY trips DESC, borough ASC) AS place
  FROM (
${indented.replace(/^/gm, '  ')}
  )
)
WHERE place <= 3`);
    expect(new TopN({ of: aggregation(), by: 'revenue', count: 1, smallest: true, placeName: 'nr' }).asSelect().text).toContain('ORDER BY revenue ASC, borough ASC) AS nr\n');
  });

  test.each<[string, Partial<TopNProps>, string]>([
    ['sessions', { of: aggregation({ window: FlinkWindow.session(Duration.hours(1)) }) }, 'of must have tumbling or hopping windows, got sessions: Flink 1.15 has no Top-N within them'],
    ['none of them', { count: 0 }, 'count must be an integer between 1 and 1000, got 0'],
    ['no number', { by: 'borough' }, 'by must name a result that is a number, of trips, revenue, got "borough"'],
    ['a name that is taken', { placeName: 'trips' }, 'placeName must be a name of its own, got "trips", which another result has'],
    ['a word of Flink', { placeName: 'rank' }, 'placeName must not be a word that Flink SQL reserves, got "rank"'],
  ])('fail with %s', (_, props, message) => {
    expect(() => new TopN({ of: aggregation(), by: 'trips', count: 3, ...props })).toThrow(message);
  });
});

describe('each record once', () => {
  const copies = new RecordSchema({ name: 'copies', fields: trips.fields.slice(0, 4) });

  test('is the first to arrive', () => {
    const query = new Deduplicate({ source: tripsTable(), by: ['trip_id'] });
    expect(query.asSelect().text).toBe(`SELECT
  tripId AS trip_id,
  pickup_at,
  dropoff_at,
  borough,
  passengers,
  total,
  extras
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY tripId ORDER BY arrival ASC) AS row_num
  FROM (SELECT *, PROCTIME() AS arrival FROM trips)
)
WHERE row_num = 1`);
    expect(query.insertInto(FlinkTable.target({ schema: copies, stream: stream() })).text).toContain('INSERT INTO copies (tripId, pickup_at, dropoff_at, borough)\nSELECT\n  trip_id,\n  pickup_at,');
  });

  test('is the last of its window', () => {
    expect(new Deduplicate({ source: tripsTable(), by: ['trip_id', 'borough'], keep: DeduplicateKeep.LAST, window: HOUR }).asSelect().text).toContain(`FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, tripId, borough ORDER BY rowtime DESC) AS row_num
  FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '1' HOUR))
)
WHERE row_num = 1 AND pickup_at IS NOT NULL`);
  });

  test('fails with unknown fields, with none, with windows that overlap, and without an event time', () => {
    const plain = FlinkTable.source({ schema: new RecordSchema({ name: 'plain', fields: [Field.ofString('it')] }), stream: stream() });
    expect(() => new Deduplicate({ source: tripsTable(), by: ['zone'] })).toThrow('by must name fields of the source (trip_id');
    expect(() => new Deduplicate({ source: tripsTable(), by: [] })).toThrow('by must name at least one field, got none');
    expect(() => new Deduplicate({ source: hoursTable(), by: ['trips'] })).toThrow('source must be a table of FlinkTable.source(), got hours');
    expect(() => new Deduplicate({ source: plain, by: ['it'], window: HOUR })).toThrow('window needs an event time, but table plain has none');
    expect(() => new Deduplicate({ source: tripsTable(), by: ['trip_id'], window: FlinkWindow.session(Duration.hours(1)) })).toThrow('window must be tumbling');
  });
});

describe('a job', () => {
  const windowEnds = new RecordSchema({ name: 'ends', fields: [Field.ofInteger('trips'), Field.ofString('revenue'), Field.ofTimestamp('late_at', { required: true })] });

  test.each<[string, FlinkQuery, FlinkTable, InsertOptions, string]>([
    ['a source', aggregation(), tripsTable(), {}, 'target must be a table of FlinkTable.target(), got trips, which reads a stream'],
    ['changes', new Deduplicate({ source: tripsTable(), by: ['trip_id'], keep: DeduplicateKeep.LAST }), hoursTable(), {},
      'a stream takes no changes of records, but the last record of a key is another one whenever a record comes: set window, or keep the first'],
    ['an unknown field', aggregation(), hoursTable(), { columns: { zone: 'borough' } }, 'columns must name fields of the target (hour_id, window_start, borough, trips, revenue), got "zone"'],
    ['an unknown result', aggregation(), hoursTable(), { columns: { borough: 'zone' } },
      'columns must name results of the query (window_start, window_end, hour_id, borough, trips, revenue), got "zone"'],
    ['a required field missing', aggregation({ windowId: undefined }), hoursTable(), {},
      'field hour_id of the target is required, but the query has no such result (it has window_start, window_end, borough, trips, revenue): name one in columns'],
    ['a number that does not fit', aggregation(), FlinkTable.target({ schema: windowEnds, stream: stream() }), {},
      'field trips of the target is of type integer, but trips is of type bigint: change one or the other\n  - field revenue of the target is of type string, but revenue is of type decimal'],
  ])('fails with %s', (_, query, target, options, message) => {
    expect(() => query.insertInto(target, options)).toThrow(message);
  });

  const results: { readonly [type: string]: FlinkAggregate } = {
    string: FlinkAggregate.min('outcome', 'borough'),
    timestamp: FlinkAggregate.min('outcome', 'pickup_at'),
    integer: FlinkAggregate.min('outcome', 'passengers'),
    bigint: FlinkAggregate.count('outcome'),
    double: FlinkAggregate.average('outcome', 'passengers'),
    decimal: FlinkAggregate.sum('outcome', 'total'),
  };
  const fields: { readonly [type: string]: Field } = {
    string: Field.ofString('outcome'),
    timestamp: Field.ofTimestamp('outcome'),
    integer: Field.ofInteger('outcome'),
    bigint: Field.ofBigint('outcome'),
    double: Field.ofDouble('outcome'),
    decimal: Field.ofDecimal('outcome', { precision: 38, scale: 2 }),
  };

  test.each<[string, string[]]>([
    ['string', ['string']],
    ['timestamp', ['timestamp']],
    ['integer', ['integer', 'bigint', 'double', 'decimal']],
    ['bigint', ['bigint', 'double', 'decimal']],
    ['double', ['double', 'decimal']],
    ['decimal', ['double', 'decimal']],
  ])('writes a result of type %s into fields of types %j, and into no other', (type, allowed) => {
    for (const [target, field] of Object.entries(fields)) {
      const table = FlinkTable.target({ schema: new RecordSchema({ name: 'results', fields: [field] }), stream: stream() });
      const inserting = () => aggregation({ aggregates: [results[type]], windowId: undefined }).insertInto(table);
      if (allowed.includes(target)) {
        expect(inserting().text).toContain('INSERT INTO results (outcome)');
      } else {
        expect(inserting).toThrow(`field outcome of the target is of type ${target}, but outcome is of type ${type}: change one or the other`);
      }
    }
  });

  test('names the target in its error', () => {
    expect(() => aggregation().insertInto(FlinkTable.target({ schema: hours, stream: stream(), tableName: 'others' }), { columns: { trips: 'nobody' } })).toThrow('insertInto others');
  });
});
