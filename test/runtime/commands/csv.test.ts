import * as fc from 'fast-check';
import { csvRows, shown } from './rows';
import { LONGEST_LINE } from '../../../runtime/commands/produce/lines';

test('a row becomes a JSON object of strings, without blank cells', async () => {
  const rows = await csvRows('id,name,size\n7,"Smith, ""Jo""",12.50\n8,,\n');
  expect(shown(rows)).toEqual([[2, '{"id":"7","name":"Smith, \\"Jo\\"","size":"12.50"}'], [3, '{"id":"8"}']]);
  expect(rows[0].record).toMatchObject({ partitionKey: '7' });
});

test.each([1, 2, 3, 7, 65_536])('a byte order mark, CRLF, blank lines and a last line without its end are no matter, in chunks of %d bytes', async (size) => {
  const rows = await csvRows('\ufeffid,name\r\n1,Zürich\r\n\r\n  \r\n2,"two\r\nlines"\r\n3,"x"', { partitionKey: 'id' }, size);
  expect(shown(rows)).toEqual([[2, '{"id":"1","name":"Zürich"}'], [5, '{"id":"2","name":"two\\r\\nlines"}'], [7, '{"id":"3","name":"x"}']]);
});

test('a row of several lines keeps the end of each as it stands in the input', async () => {
  const [row] = await csvRows('id,name\r\n1,"a\r\nb\nc"\r\n');
  expect(shown([row])).toEqual([[2, '{"id":"1","name":"a\\r\\nb\\nc"}']]);
  expect(row.source.toString()).toBe('1,"a\r\nb\nc"');
});

test.each<[string, string, string]>([
  ['too few cells', '2', 'has 1 cells, the header has 2: "2"'],
  ['too many cells', '2,b,c', 'has 3 cells, the header has 2: "2,b,c"'],
  ['a blank key', ',b', '"id", which is to be a key, is empty'],
  ['a quote inside a cell', '2,5" pipe', 'has a quote inside a cell that does not begin with one'],
  ['text after a quote', '2,"a"b', 'is no row of CSV, got "2,\\"a\\"b": CSV_INVALID_CLOSING_QUOTE'],
  ['a quote that is never closed', '2,"abc', 'has a quote that is not closed'],
  ['a character of code zero', '2,"a"\u0000', 'has a character of code zero'],
])('a row with %s is named by its line and takes no neighbour along', async (_, bad, problem) => {
  const rows = shown(await csvRows(`id,name\n1,a\n${bad}\n3,c\n4,d\n`));
  expect(rows.map(([line]) => line)).toEqual([2, 3, 4, 5]);
  expect(rows[1][1]).toContain(problem);
  expect([rows[0], rows[2], rows[3]]).toEqual([[2, '{"id":"1","name":"a"}'], [4, '{"id":"3","name":"c"}'], [5, '{"id":"4","name":"d"}']]);
});

test('two quotes that are never closed do not close each other', async () => {
  const rows = shown(await csvRows('id,name\n1,"a\n2,b\n3,"c\n4,d\n'));
  expect(rows.map(([line, text]) => [line, text.startsWith('{')])).toEqual([[2, false], [3, true], [4, false], [5, true]]);
});

test('a quote that is not closed for many lines holds up no more than these', async () => {
  const good = Array.from({ length: 300 }, (_, n) => `${n},x`);
  const rows = shown(await csvRows(['id,name', '0,"a', ...good].join('\n')));
  expect(rows).toHaveLength(301);
  expect(rows[0]).toEqual([2, 'has a quote that is not closed within 100 lines']);
});

test('bytes that are no UTF-8 spoil their row alone', async () => {
  const rows = shown(await csvRows(Buffer.concat([Buffer.from('id,name\n1,'), Buffer.from([0xff, 0xfe]), Buffer.from('\n2,b\n')])));
  expect(rows).toEqual([[2, expect.stringContaining('is not UTF-8')], [3, '{"id":"2","name":"b"}']]);
});

test('a line beyond what a record may have is rejected without being kept', async () => {
  const text = Buffer.concat([Buffer.from('id,name\n1,'), Buffer.alloc(LONGEST_LINE, 0x61), Buffer.from('\n2,b\n')]);
  const rows = await csvRows(text);
  expect(shown(rows)).toEqual([[2, 'is longer than 10485760 bytes, which no record may be'], [3, '{"id":"2","name":"b"}']]);
  expect(rows[0].source).toHaveLength(0);
});

test.each<[string, string]>([
  ['id,id\n', 'the header must name each column once, got "id" again'],
  ['a,b\n1,2\n', 'the header must have "id", got "a,b"'],
  ['"id\n1\n', 'the header has a quote that is not closed'],
])('the header %j is refused', async (text, problem) => {
  await expect(csvRows(text)).rejects.toThrow(problem);
});

test('an explicit hash key is a column, too', async () => {
  const [row] = await csvRows('id,hash\nk,5\n', { partitionKey: 'id', explicitHashKey: 'hash' });
  expect(row.record).toMatchObject({ partitionKey: 'k', explicitHashKey: '5' });
  await expect(csvRows('id\nk\n', { partitionKey: 'id', explicitHashKey: 'hash' })).rejects.toThrow('the header must have "hash"');
});

test('whatever is written as CSV comes back', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'ü', '\u{1f695}'), maxLength: 8 });
  const written = (value: string) => `"${value.replaceAll('"', '""')}"`;
  const rowsOfCells = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 });
  await fc.assert(fc.asyncProperty(rowsOfCells, fc.integer({ min: 1, max: 50 }), async (cells, size) => {
    const text = ['id,one,two', ...cells.map(([one, two], index) => `${index},${written(one)},${written(two)}`)].join('\n');
    const rows = await csvRows(text, { partitionKey: 'id' }, size);
    const expected = cells.map(([one, two], index) => ({ id: String(index), ...(one === '' ? {} : { one }), ...(two === '' ? {} : { two }) }));
    expect(shown(rows).map(([, data]) => JSON.parse(data))).toEqual(expected);
  }), { numRuns: 300 });
});

test('no text at all breaks the reader, and each line is answered once at the most', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '1'), maxLength: 60 });
  await fc.assert(fc.asyncProperty(text, async (body) => {
    const rows = await csvRows(`id,x\n${body}`);
    const lines = rows.map(({ line }) => line);
    expect(lines).toEqual([...new Set(lines)].sort((one, other) => one - other));
    // every character that is no end of a line is in the source of some row, or on a blank line
    const strip = (value: string) => value.replace(/[\r\n ]/g, '');
    expect(rows.map(({ source }) => strip(source.toString())).join('')).toBe(strip(body));
  }), { numRuns: 500 });
});
