import fc from 'fast-check';
import { parse, stringify } from 'lossless-json';
import { documentOf, field, readAll, readOne, schemaOf } from './schemas';
import { RecordReader, curatedRendering, searchRendering } from '../../../runtime/schema';

/** What JSON itself says about a text: the object in it, or undefined. */
function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const NAMES = ['a', 'b', 'ä', 'quo"te'];

/** What stands in an object for the names of the schema, in its order; undefined where there is nothing. */
function named(object: object): unknown[] {
  return NAMES.map((name) => Object.getOwnPropertyDescriptor(object, name)?.value ?? undefined);
}

/** Whether the schema below takes an object: what it names is nested data or not there. */
function isTaken(object: object | undefined): boolean {
  return object !== undefined && named(object).every((value) => value === undefined || (typeof value === 'object' && !Array.isArray(value)));
}

const anything = schemaOf(...NAMES.map((name, i) => ({ ...field(`f${i}`, 'json'), wireName: name })));
const render = searchRendering(anything);
const nested = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()));
const member = fc.oneof(
  fc.tuple(fc.constantFrom(...NAMES), fc.oneof({ weight: 9, arbitrary: fc.record({ it: nested }) }, { weight: 1, arbitrary: fc.jsonValue() })),
  fc.tuple(fc.string({ unit: 'grapheme' }), fc.jsonValue()),
);
const jsonObject = fc.uniqueArray(member, { selector: ([key]) => key, maxLength: 6 }).map((members): object => Object.fromEntries(members));
const layout = fc.constantFrom(0, 1, 2, '\t', '\r\n');

test('it reads what JSON.parse reads, whatever stood in the record before', () => {
  const reader = new RecordReader(anything);
  fc.assert(fc.property(jsonObject, layout, (object, space) => {
    const wire = JSON.stringify(object, null, space);
    const [verdict, ...others] = readAll(reader, Buffer.from(wire), render);
    expect(others).toEqual([]);
    expect(verdict.valid).toBe(isTaken(object));
    if (!verdict.valid) return;
    const expected = named(JSON.parse(wire)).map((value, i) => [`f${i}`, value]);
    expect(JSON.parse(verdict.text)).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(expected))));
    expect(verdict.text).not.toMatch(/[\r\n]/);
  }), { numRuns: 500 });
});

test('it refuses what JSON.parse refuses and what is no nested data, and only that', () => {
  const reader = new RecordReader(anything);
  const edit = fc.record({ at: fc.nat(), remove: fc.integer({ min: 0, max: 3 }), insert: fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', '.', 'e', '\u0001', 't', 'ü', ' ') });
  const seen = { refused: 0, taken: 0 };
  fc.assert(fc.property(jsonObject, fc.array(edit, { minLength: 1, maxLength: 2 }), (object, edits) => {
    let wire = JSON.stringify(object);
    for (const { at, remove, insert } of edits) {
      const place = at % (wire.length + 1);
      wire = wire.slice(0, place) + insert + wire.slice(place + remove);
    }
    // an edit may cut a surrogate pair, which then is no longer the same text in UTF-8
    const bytes = Buffer.from(wire);
    const verdicts = readAll(reader, bytes, render);
    const expected = isTaken(objectIn(bytes.toString('utf8')));
    expect(verdicts.every((verdict) => verdict.valid) && verdicts.length === 1).toBe(expected);
    seen[expected ? 'taken' : 'refused']++;
  }), { numRuns: 3000 });
  expect(seen.refused).toBeGreaterThan(100);
  expect(seen.taken).toBeGreaterThan(100);
});

test('arbitrary bytes never throw and always have a verdict', () => {
  const reader = new RecordReader(anything);
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    expect(readAll(reader, bytes, render).length).toBeGreaterThan(0);
  }));
});

test('every value survives as lossless-json reads it', () => {
  const number = fc.stringMatching(/^-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,20})?$/);
  fc.assert(fc.property(fc.array(number, { minLength: 1, maxLength: 5 }), (numbers) => {
    const wire = `{"a":{"b":[${numbers.join(',')}]}}`;
    expect(documentOf(schemaOf(field('a', 'json')), wire)).toBe(stringify(parse(wire)));
  }));
});

describe('one record', () => {
  const schema = schemaOf(
    field('id', 'string', { required: true }), field('count', 'integer', { minimum: '0' }), { ...field('renamed', 'double'), wireName: 'camelName' },
    field('lat', 'double'), field('lon', 'double'),
    { name: 'place', type: 'geo_point', latitude: 'lat', longitude: 'lon' },
  );

  test('leaves out null, absent and unknown fields, follows wire names and derives points for search only', () => {
    const wire = '{"unknown":{"x":[1]},"camelName":1.5,"count":null,"id":"x","lat":40.7,"lon":-73.98}';
    expect(readOne(schema, wire)).toEqual({ valid: true, text: '{"id":"x","renamed":1.5,"lat":40.7,"lon":-73.98}\n' });
    expect(documentOf(schema, wire)).toBe('{"id":"x","renamed":1.5,"lat":40.7,"lon":-73.98,"place":{"lat":40.7,"lon":-73.98}}');
    expect(documentOf(schema, '{"id":"x","lat":40.7}')).toBe('{"id":"x","lat":40.7}');
  });

  test('a document keeps instants as ISO-8601', () => {
    expect(documentOf(schemaOf(field('at', 'timestamp'), field('day', 'date')), '{"at":"2019-03-23T20:21:09+01:00","day":"2019-03-23"}'))
      .toBe('{"at":"2019-03-23T19:21:09.000Z","day":"2019-03-23"}');
  });

  test('is rejected with every reason, in the order of the schema, and what came is cut short', () => {
    const verdict = readOne(schema, `{"lat":"${'ü'.repeat(80)}","count":-5}`);
    expect(verdict).toMatchObject({
      valid: false,
      reasons: [
        { field: 'id', rule: 'required' },
        { field: 'count', rule: 'minimum 0', received: '-5' },
        { field: 'lat', rule: 'double', received: `"${'ü'.repeat(31)}…` },
      ],
    });
  });

  test('the last of equal keys wins, also over one that would be refused', () => {
    expect(documentOf(schema, '{"id":"a","count":"many","id":"b","count":2}')).toBe('{"id":"b","count":2}');
  });

  test('a schema\'s document id is required, and so is a required point', () => {
    expect(readOne({ ...schemaOf(field('id', 'string')), documentId: 'id' }, '{"id":null}')).toMatchObject({ reasons: [{ field: 'id', rule: 'required' }] });
    const point = { ...schemaOf(field('lat', 'double'), field('lon', 'double'), { name: 'p', type: 'geo_point', latitude: 'lat', longitude: 'lon', required: true }) };
    expect(readOne(point, '{"lat":1}')).toMatchObject({ reasons: [{ field: 'p', rule: 'required' }] });
    expect(readOne(point, '{"lat":1,"lon":2}')).toMatchObject({ valid: true });
  });

  test.each([
    ['', 'a JSON object, but the record is empty'],
    [' \n ', 'a JSON object, but the record is empty'],
    ['[{"id":"x"}]', 'a JSON object'],
    ['null', 'a JSON object'],
    ['{"id":"x"', 'a JSON object'],
    ['{"id":NaN}', 'a JSON object'],
    ['{"id":01}', 'a JSON object'],
    ['\ufeff{"id":"x"}', 'a JSON object'],
  ])('%j is not a record', (wire, rule) => {
    expect(readOne(schema, wire)).toMatchObject({ valid: false, reasons: [{ rule }] });
  });

  test('bytes that are not UTF-8 are rejected, also in a key that was remembered as ASCII', () => {
    const reader = new RecordReader(schema);
    expect(readAll(reader, Buffer.from('{"id":"x","other":1}'), curatedRendering(schema))).toMatchObject([{ valid: true }]);
    for (const bytes of [Buffer.from('{"id":"\xff"}', 'latin1'), Buffer.from('{"id":"x","oth\xe9r":1}', 'latin1'), Buffer.from('{"id":"x","o":{"\xc3(":1}}', 'latin1')]) {
      expect(readAll(reader, bytes, curatedRendering(schema))).toMatchObject([{ valid: false, reasons: [{ rule: 'a JSON object in UTF-8' }] }]);
    }
  });

  test('a depth bomb and a long string are read like any other', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(readOne(schema, `{"id":"x","deep":${deep}}`)).toMatchObject({ valid: true });
    expect(readOne(schema, `{"id":"${'x'.repeat(1024 * 1024)}"}`)).toMatchObject({ valid: true });
  });
});

describe('several records in one', () => {
  const schema = schemaOf(field('id', 'integer', { required: true }));

  test('objects may follow each other with any white space or none', () => {
    const verdicts = readAll(new RecordReader(schema), Buffer.from('{"id":1}{"id":2}\n\n{\n  "id": 3\n}\r\n'), searchRendering(schema));
    expect(verdicts.map((verdict) => verdict.valid && verdict.text)).toEqual(['{"id":1}', '{"id":2}', '{"id":3}']);
  });

  test('a broken line does not take its neighbours along', () => {
    const wire = '{"id":1}\n{"id":\n{"id":3}\n{"id":"x"}\n{"id":5';
    const verdicts = readAll(new RecordReader(schema), Buffer.from(wire), searchRendering(schema));
    expect(verdicts.map((verdict) => verdict.valid)).toEqual([true, false, true, false, false]);
  });
});
