import { ndjsonRows, shown } from './rows';

test.each([1, 5, 65_536])('a line goes as it stands, in chunks of %d bytes', async (size) => {
  const lines = ['{"id":"a","n":9007199254740993}', '{ "id" : 5 }', '{"id":true,"name":"Zürich"}'];
  const rows = await ndjsonRows(`\ufeff${lines[0]}\r\n\r\n${lines[1]}\n${lines[2]}`, { partitionKey: 'id' }, size);
  expect(shown(rows)).toEqual([[1, lines[0]], [3, lines[1]], [4, lines[2]]]);
  expect(rows.map(({ record }) => (typeof record === 'string' ? '' : record.partitionKey))).toEqual(['a', '5', 'true']);
});

test.each<[string, string]>([
  ['{"id":"a"', 'is no JSON, got "{\\"id\\":\\"a\\"":'],
  ['[1]', 'is no JSON object, got "[1]"'],
  ['null', 'is no JSON object'],
  ['{"name":"a"}', '"id", which is to be a key, is missing: a string, a number or true or false is needed'],
  ['{"id":""}', 'is empty'],
  ['{"id":null}', 'is null'],
  ['{"id":{"a":1}}', 'is an object'],
  ['{"id":9007199254740993}', '"id" is a number of more digits than can be told apart: write it as a string'],
])('the line %s is named by its number and takes no neighbour along', async (bad, problem) => {
  const rows = shown(await ndjsonRows(`{"id":"1"}\n${bad}\n{"id":"3"}\n`));
  expect(rows).toEqual([[1, '{"id":"1"}'], [2, expect.stringContaining(problem)], [3, '{"id":"3"}']]);
});

test('bytes that are no UTF-8 spoil their line alone', async () => {
  const rows = shown(await ndjsonRows(Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff]), Buffer.from('"}\n{"id":"2"}\n')])));
  expect(rows).toEqual([[1, expect.stringContaining('is not UTF-8')], [2, '{"id":"2"}']]);
});

test('inherited names are no fields', async () => {
  expect(shown(await ndjsonRows('{"id":"1"}\n', { partitionKey: 'toString' }))).toEqual([[1, expect.stringContaining('"toString", which is to be a key, is missing')]]);
});
