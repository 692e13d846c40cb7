import { field, readAll, schemaOf } from './schemas';
import { RecordReader, curatedRendering } from '../../../runtime/schema';

const schema = schemaOf(field('id', 'string', { required: true }), field('more', 'json'));
const render = curatedRendering(schema);

/** What is read of a record: its valid lines, and how many are broken. */
function read(text: string) {
  const verdicts = readAll(new RecordReader(schema), Buffer.from(text), render);
  const lines = verdicts.flatMap((verdict) => verdict.valid ? verdict.text : []);
  return { lines, broken: verdicts.length - lines.length };
}

/** Lines that each open what never closes: to the end of the record, or to where it is broken. */
const OPEN = '{"more":{"k":[\n';
const MANY = 60_000;
const NEIGHBOUR = '{"id":"a"}\n{"id":"b"}{"id":"c"}\n{"more":{}}\nx\n{"id":"d","more":{"n":[1]}}';
const READ = ['{"id":"a"}\n', '{"id":"b"}\n', '{"id":"c"}\n', '{"id":"d","more":"{\\"n\\":[1]}"}\n'];

test('a megabyte of lines that open what never closes is read in time, and so are the lines around it', () => {
  const { lines, broken } = read(`{"id":"first"}\n${OPEN.repeat(MANY)}${NEIGHBOUR}`);
  expect(lines).toEqual(['{"id":"first"}\n', ...READ]);
  expect(broken).toBe(MANY + 2);
});

test('what is sought in vain for the ends of broken objects is a few times the record', () => {
  const record = `${OPEN.repeat(2_000)}x${']}}'.repeat(2_000)}\n${NEIGHBOUR}`;
  const parse = jest.spyOn(JSON, 'parse');
  try {
    const { lines, broken } = read(record);
    const parsed = parse.mock.calls.reduce((characters, [text]) => characters + text.length, 0);
    expect(lines).toEqual(READ);
    expect(broken).toBe(2_000 + 3);
    expect(parsed).toBeLessThan(12 * record.length);
  } finally {
    parse.mockRestore();
  }
});

test('beside few broken ones an object may have several lines', () => {
  const long = '{\n"id":"long",\n"more":{\n"n":[\n1,\n2]\n}\n}';
  expect(read(`${OPEN}${long}\n${OPEN}${long}\n`).lines).toEqual(Array.from({ length: 2 }, () => '{"id":"long","more":"{\\"n\\":[1,2]}"}\n'));
});

test('of a broken object in several lines, a valid one in a line of its own is read as a record', () => {
  const broken = '{\n  "id": "outer",\n  "more":\n    { "id": "inner" },\n  x\n}\n{"id":"neighbour"}';
  expect(read(broken).lines).toEqual(['{"id":"inner"}\n', '{"id":"neighbour"}\n']);
});
