import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { KeyRules } from '../../../../local/workers/firehose/json-columns';
import { type Column, type Conversion, ParquetConverter } from '../../../../local/workers/firehose/parquet';

const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RULES = { caseInsensitive: true, dotsToUnderscores: false, keyOfColumn: {} };

async function convert(columns: Column[], records: readonly string[], rules: KeyRules = RULES): Promise<Conversion> {
  const converter = await ParquetConverter.create(columns, rules, folder);
  return converter.convert(records.map((record) => Buffer.from(record)));
}

/** Every value as DuckDB prints it, and the type it has in the file. */
async function readBack({ file = new Uint8Array() }: Conversion): Promise<{ rows: unknown[][]; types: unknown[] }> {
  const path = join(folder, 'read.parquet');
  writeFileSync(path, file);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const described = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${path}'`)).getRows();
  const rows = (await connection.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM '${path}'`)).getRows();
  const [[codec] = []] = (await connection.runAndReadAll(`SELECT DISTINCT compression FROM parquet_metadata('${path}')`)).getRows();
  expect(codec).toBe('SNAPPY');
  return { rows, types: described.map(([, type]) => type) };
}

test('every Glue type keeps its value, digit for digit', async () => {
  const columns = [
    ['s', 'string'], ['b', 'boolean'], ['ti', 'tinyint'], ['si', 'smallint'], ['i', 'int'], ['bi', 'bigint'], ['f', 'float'], ['d', 'double'],
    ['de', 'decimal(38,10)'], ['t', 'timestamp'], ['da', 'date'], ['v', 'varchar(10)'],
  ].map(([name = '', type = '']) => ({ name, type }));
  const conversion = await convert(columns, [
    '{"s":"é","b":true,"ti":-128,"si":32767,"i":-2147483648,"bi":9007199254740993,"f":0.5,"d":0.1,'
    + '"de":1234567890123456789012345678.0123456789,"t":"2026-01-02T03:04:05.678Z","da":"2026-01-02","v":"x"}',
    '{"de":"1234567890123456789012345678.0123456789","bi":"9223372036854775807","s":{"n":1.10},"t":"2026-01-02 03:04:05"}',
    '{}',
  ]);
  expect(conversion.problems).toEqual([]);
  const { rows, types } = await readBack(conversion);
  expect(types).toEqual([
    'VARCHAR', 'BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL(38,10)', 'TIMESTAMP', 'DATE', 'VARCHAR',
  ]);
  expect(rows).toEqual([
    ['é', 'true', '-128', '32767', '-2147483648', '9007199254740993', '0.5', '0.1', '1234567890123456789012345678.0123456789', '2026-01-02 03:04:05.678', '2026-01-02', 'x'],
    ['{"n":1.10}', null, null, null, null, '9223372036854775807', null, null, '1234567890123456789012345678.0123456789', '2026-01-02 03:04:05', null, null],
    columns.map(() => null),
  ]);
});

test('names are taken without regard to case, and fields without a column are left out', async () => {
  const { rows } = await readBack(await convert([{ name: 'name', type: 'string' }], ['{"Name":"a","other":1}']));
  expect(rows).toEqual([['a']]);
});

test('columns may be called otherwise in the records', async () => {
  const columns = [{ name: 'full_name', type: 'string' }, { name: 'a_b', type: 'int' }];
  const rules = { caseInsensitive: false, dotsToUnderscores: true, keyOfColumn: { full_name: 'fullName' } };
  const { rows } = await readBack(await convert(columns, ['{"fullName":"a","full_name":"b","fullname":"c","a.b":1}'], rules));
  expect(rows).toEqual([['a', '1']]);
});

test.each([
  ['what is no JSON', 'nonsense', 'DataFormatConversion.ParseError'],
  ['half an object', '{"i":1', 'DataFormatConversion.ParseError'],
  ['an empty record', '  ', 'DataFormatConversion.MalformedData'],
  ['an array of objects', '[{"i":1},{"i":2}]', 'DataFormatConversion.MalformedData'],
  ['a comma between two objects', '{"i":5},{"i":6}', 'DataFormatConversion.ParseError'],
  ['a bracket too many', '{"i":5}}', 'DataFormatConversion.ParseError'],
  ['an object that does not fit, behind one that does', '{"i":5}{"i":"six"}', 'DataFormatConversion.MalformedData'],
  ['an object out of range, before one that fits', '{"i":2147483648}{"i":6}', 'DataFormatConversion.MalformedData'],
  ['half an object behind a whole one', '{"i":5}{"i":', 'DataFormatConversion.ParseError'],
  ['a primitive', '7', 'DataFormatConversion.MalformedData'],
  ['a text for an integer', '{"i":"seven"}', 'DataFormatConversion.MalformedData'],
  ['a fraction for an integer', '{"i":1.5}', 'DataFormatConversion.MalformedData'],
  ['an integer out of range', '{"i":2147483648}', 'DataFormatConversion.MalformedData'],
  ['a decimal out of range', '{"de":123456.78}', 'DataFormatConversion.MalformedData'],
  ['a day that does not exist', '{"t":"2026-02-30T00:00:00Z"}', 'DataFormatConversion.MalformedData'],
  ['an offset in a timestamp', '{"t":"2026-02-01T00:00:00-05:00"}', 'DataFormatConversion.MalformedData'],
])('%s fails alone', async (_, record, code) => {
  const columns = [{ name: 'i', type: 'int' }, { name: 'de', type: 'decimal(6,2)' }, { name: 't', type: 'timestamp' }];
  const conversion = await convert(columns, ['{"i":1}', record, '{"i":3}']);
  expect(conversion.problems).toEqual([{ index: 1, problem: { code, message: expect.any(String) } }]);
  expect((await readBack(conversion)).rows).toEqual([['1', null, null], ['3', null, null]]);
});

test.each([1_000, 2_000, 3_000, 4_000, 100_000])('a record nested %d deep is a row or an error, and takes no neighbour along', async (depth) => {
  const { file, problems } = await convert([{ name: 'i', type: 'int' }], ['{"i":1}', `{"i":2,"more":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`]);
  const { rows } = await readBack({ file, problems: [] });
  expect(problems.every(({ index, problem }) => index === 1 && problem.code === 'DataFormatConversion.ParseError')).toBe(true);
  expect(rows).toEqual(problems.length === 0 ? [['1'], ['2']] : [['1']]);
});

test('several objects in one record are a row each', async () => {
  const columns = [{ name: 'a', type: 'string' }, { name: 'b', type: 'string' }];
  const conversion = await convert(columns, ['{"a":"1"}{"a":"2"}', '{"a":"}{"}\n{"a":"\\"}{","b":[{"c":"]"}]} {"b":{}}\n', '{"a":"3"}']);
  expect(conversion.problems).toEqual([]);
  expect((await readBack(conversion)).rows).toEqual([['1', null], ['2', null], ['}{', null], ['"}{', '[{"c":"]"}]'], [null, '{}'], ['3', null]]);
});

test('when nothing fits there is no file', async () => {
  const conversion = await convert([{ name: 'i', type: 'int' }], ['x', '{"i":"y"}']);
  expect(conversion.file).toBeUndefined();
  expect(conversion.problems.map(({ index }) => index)).toEqual([0, 1]);
});

test('a column of a type that is not converted is refused', async () => {
  await expect(convert([{ name: 'm', type: 'map<string,int>' }], [])).rejects.toThrow('column m has the type map<string,int>');
});
