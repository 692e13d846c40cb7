import { Duration, Token } from 'aws-cdk-lib';
import { hours, hoursTable, stream, trips, tripsTable } from './tables';
import { Field, FlinkComputedColumn, FlinkSql, FlinkStartingPosition, FlinkTable, RecordSchema } from '../../src';

describe('a source table', () => {
  test('has the names of the wire, the watermark on a time that is never missing, and no option that the pipeline did not choose', () => {
    expect(tripsTable({
      computedColumns: [
        FlinkComputedColumn.secondsBetween('seconds', 'pickup_at', 'dropoff_at'),
        FlinkComputedColumn.of(Field.ofDouble('share'), 'total / passengers'),
      ],
    }).createStatement().text).toBe(`CREATE TEMPORARY TABLE trips (
  tripId STRING,
  pickup_at TIMESTAMP_LTZ(3),
  dropoff_at TIMESTAMP_LTZ(3),
  borough STRING,
  passengers INT,
  total DECIMAL(8, 2),
  extras STRING,
  seconds AS TIMESTAMPDIFF(SECOND, pickup_at, dropoff_at),
  share AS CAST(total / passengers AS DOUBLE),
  rowtime AS COALESCE(pickup_at, TO_TIMESTAMP_LTZ(0, 3)),
  WATERMARK FOR rowtime AS rowtime - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kinesis',
  'stream' = 'trips',
  'aws.region' = 'eu-west-1',
  'scan.stream.initpos' = 'LATEST',
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601',
  'json.ignore-parse-errors' = 'true'
)`);
  });

  test('begins where it is told, and takes options that the connector knows', () => {
    const oldest = tripsTable({ startingPosition: FlinkStartingPosition.TRIM_HORIZON, connectorOptions: { 'scan.shard.getrecords.maxrecordcount': '1000' } }).createStatement().text;
    expect(oldest).toContain("'scan.stream.initpos' = 'TRIM_HORIZON'");
    expect(oldest).toContain("'scan.shard.getrecords.maxrecordcount' = '1000'");
    expect(tripsTable({ startingPosition: FlinkStartingPosition.atTimestamp(new Date(0)) }).createStatement().text)
      .toContain("'scan.stream.initpos' = 'AT_TIMESTAMP',\n  'scan.stream.initpos-timestamp' = '1970-01-01T00:00:00.000Z'");
    expect(tripsTable({ startingPosition: FlinkStartingPosition.LATEST }).createStatement().text).toContain("'LATEST'");
  });

  test.each(['stream.describe', 'list.shards', 'shard.getrecords', 'shard.getiterator'])('takes how %s is repeated, in numbers', (call) => {
    const options = [['maxretries', '5'], ['backoff.base', '300'], ['backoff.max', '1000'], ['backoff.expconst', '1.5']]
      .map(([option, value]): [string, string] => [`scan.${call}.${option}`, value]);
    const { text } = tripsTable({ connectorOptions: Object.fromEntries(options) }).createStatement();
    for (const [option, value] of options) {
      expect(text).toContain(`'${option}' = '${value}'`);
      expect(() => tripsTable({ connectorOptions: { [option]: 'often' } }))
        .toThrow(`connectorOptions["${option}"] must be ${option.endsWith('expconst') ? 'a number' : 'a whole number'}, got "often"`);
    }
    expect(() => tripsTable({ connectorOptions: { [`scan.${call}.backoff.base`]: '0.5' } })).toThrow('must be a whole number, got "0.5"');
  });

  test('has the event time it is told, a name of its own, and quotes what Flink would misread', () => {
    const schema = new RecordSchema({ name: 'odd', fields: [Field.ofTimestamp('moment', { wireName: 'timestamp' }), Field.ofString('rowtime'), Field.ofString('it', { wireName: '_it' })] });
    const table = FlinkTable.source({ schema, stream: stream(), tableName: 'renamed', temporary: false, eventTime: 'moment', watermarkDelay: Duration.hours(100) });
    expect([table.tableName, table.schema, table.isSource]).toEqual(['renamed', schema, true]);
    expect(table.createStatement().text).toContain(`CREATE TABLE renamed (
  \`timestamp\` TIMESTAMP_LTZ(3),
  rowtime STRING,
  \`_it\` STRING,
  rowtime_ AS COALESCE(\`timestamp\`, TO_TIMESTAMP_LTZ(0, 3)),
  WATERMARK FOR rowtime_ AS rowtime_ - INTERVAL '100' HOUR(3)
)`);
    expect(table.dropStatement().text).toBe('DROP TABLE IF EXISTS renamed');
    expect(tripsTable().dropStatement().text).toBe('DROP TEMPORARY TABLE IF EXISTS trips');
  });

  test('has no watermark without an event time', () => {
    const schema = new RecordSchema({ name: 'plain', fields: [Field.ofString('it')] });
    expect(FlinkTable.source({ schema, stream: stream() }).createStatement().text).toContain('(\n  it STRING\n)');
  });

  test.each<[string, Parameters<typeof tripsTable>[0], string]>([
    ['no watermark delay', { watermarkDelay: undefined }, 'watermarkDelay must say how long a window waits for late records, got none: for example Duration.minutes(5)'],
    ['a delay of fractions', { watermarkDelay: Duration.millis(1500) }, 'watermarkDelay must be whole seconds, at least 0, got 1500 milliseconds'],
    ['a delay that Flink has no digits for', { watermarkDelay: Duration.seconds(1_000_001) },
      'watermarkDelay must be a number of at most 6 digits in its longest whole unit, got INTERVAL \'1000001\' SECOND(7)'],
    ['a delay nobody knows', { watermarkDelay: Duration.seconds(Token.asNumber({ Ref: 'Delay' })) }, 'watermarkDelay must be known when the app is synthesized, got a token'],
    ['an event time that is no time', { eventTime: 'borough' }, 'eventTime must name a field of type timestamp, since windows go by it, got "borough", which is of type string'],
    ['an unknown event time', { eventTime: 'pickedUp' }, 'eventTime must name a field of type timestamp, since windows go by it, got "pickedUp": the columns are trip_id, pickup_at'],
    ['a delay for no event time', { schema: new RecordSchema({ name: 'plain', fields: [Field.ofString('it')] }) },
      'watermarkDelay needs an event time, got none: set eventTime here or in the schema, or leave watermarkDelay out'],
    ['a misspelt option', { connectorOptions: { 'scan.stream.initpoz': 'LATEST' } }, 'got "scan.stream.initpoz": Flink ignores some options that it does not know, so correct its name'],
    ['an option of a target', { connectorOptions: { 'sink.batch.max-size': '1' } }, 'got "sink.batch.max-size"'],
    ['credentials', { connectorOptions: { 'aws.credentials.basic.accesskeyid': 'x' } }, 'got "aws.credentials.basic.accesskeyid"'],
    ['an option that is no number', { connectorOptions: { 'scan.shard.getrecords.maxrecordcount': 'many' } },
      'connectorOptions["scan.shard.getrecords.maxrecordcount"] must be a whole number, got "many"'],
    ['a name that is a word of Flink', { tableName: 'order' }, 'tableName must not be a word that Flink SQL reserves, got "order": rename it, for example to "order_value"'],
    ['a name with capitals', { tableName: 'Trips' }, 'tableName must be snake_case (a lower-case letter, then lower-case letters, digits and underscores), got "Trips"'],
    ['a name nobody knows', { tableName: Token.asString({ Ref: 'Name' }) }, 'FlinkTable.source trips: tableName must be known when the app is synthesized, got a token'],
    ['a computed column of no times', { computedColumns: [FlinkComputedColumn.secondsBetween('seconds', 'pickup_at', 'borough')] },
      'computed column seconds needs fields of type timestamp, got "borough" of type string'],
    ['a computed column of unknown fields', { computedColumns: [FlinkComputedColumn.secondsBetween('seconds', 'nobody', 'pickup_at')] },
      'computed column seconds needs fields of type timestamp, got "nobody": the fields are trip_id'],
    ['a computed column with the name of another', { computedColumns: [FlinkComputedColumn.of(Field.ofString('borough'), '1')] },
      'the name of a computed column must be its own, got "borough", which another column has'],
    ['a computed column with a word of Flink', { computedColumns: [FlinkComputedColumn.of(Field.ofString('year_of'), '1'), FlinkComputedColumn.of(Field.ofString('count'), '1')] },
      'the name of a computed column must not be a word that Flink SQL reserves, got "count"'],
  ])('fails with %s', (_, props, message) => {
    expect(() => tripsTable(props)).toThrow(message);
  });
});

describe('a target table', () => {
  test('has its partition key, and decimals without exponents', () => {
    expect(hoursTable().createStatement().text).toBe(`CREATE TEMPORARY TABLE hours (
  hour_id STRING,
  window_start TIMESTAMP_LTZ(3),
  borough STRING,
  trips BIGINT,
  revenue DECIMAL(12, 2)
) PARTITIONED BY (hour_id) WITH (
  'connector' = 'kinesis',
  'stream' = 'hours',
  'aws.region' = 'eu-west-1',
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601',
  'json.encode.decimal-as-plain-number' = 'true'
)`);
    expect(hoursTable().isSource).toBe(false);
  });

  test('takes options of a target', () => {
    expect(FlinkTable.target({ schema: hours, stream: stream(), connectorOptions: { 'sink.batch.max-size': '100' } }).createStatement().text).toContain("'sink.batch.max-size' = '100'");
  });

  test('fails with nested data, with two ways to choose a shard, and with options of a source, naming all', () => {
    expect(() => FlinkTable.target({ schema: trips, stream: stream(), connectorOptions: { 'sink.partitioner': 'fixed', 'scan.shard.adaptivereads': 'true' } })).toThrow(new RegExp([
      'FlinkTable.target trips has 3 problems:',
      'connectorOptions must be of sink.batch.max-size, .*, got "scan.shard.adaptivereads".*',
      'schema must have no field of type json, got extras: Flink writes nested data as a text, which is no JSON object',
      'connectorOptions\\["sink.partitioner"\\] cannot be set together with the schema\'s partitionKey: leave out one or the other',
    ].join('\\n  - ')));
  });
});

describe('a statement of one\'s own', () => {
  test('is taken as it is, without its semicolon', () => {
    expect(FlinkSql.raw(' SELECT \';\', `a;b` FROM t; -- all; of them').text).toBe("SELECT ';', `a;b` FROM t");
    expect(FlinkSql.raw("-- it's a comment\nSELECT 'x' /* ; */ FROM t").text).toBe("-- it's a comment\nSELECT 'x' /* ; */ FROM t");
    expect(FlinkSql.raw('insert INTO t SELECT 1 ;\n').text).toBe('insert INTO t SELECT 1');
  });

  test.each([
    ['', 'sql must begin with one of SELECT, WITH, VALUES'],
    ['SELEC 1', 'SHOW, DESCRIBE, DESC, EXPLAIN, INSERT, CREATE, DROP, ALTER, USE, SET, RESET, LOAD, UNLOAD, got "SELEC 1"'],
    ['SELECT 1; SELECT 2', 'sql must be one statement, got more, divided by a semicolon: make each a FlinkSql of its own'],
  ])('fails with %p', (sql, message) => {
    expect(() => FlinkSql.raw(sql)).toThrow(message);
  });
});
