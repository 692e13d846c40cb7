import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aggregate } from './aggregate';
import { eventOf } from './transform-event';
import { VirtualClock } from './virtual-clock';
import { createHandler } from '../../../runtime/functions/transform/handler';
import { loadHook, type Hook } from '../../../runtime/functions/transform/hook';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import { field, schemaOf } from '../schema/schemas';

const schema = schemaOf(
  { ...field('id', 'string', { required: true }), wireName: 'tripId' }, field('count', 'integer', { minimum: '0' }), field('big', 'bigint'),
  field('total', 'decimal', { precision: 38, scale: 18 }), field('at', 'timestamp'), field('more', 'json'), field('distance', 'double'), field('paid', 'boolean'),
);

/** Runs an event through a hook; gives back results and lines, and what was logged. */
async function transform(hook: Hook, data: (string | Uint8Array)[], more: Partial<TransformConfig> = {}) {
  const clock = new VirtualClock(60_000);
  const logged: object[] = [];
  const handler = createHandler({ schema, invalidRecords: 'ProcessingFailed', ...more }, { log: (entry) => logged.push(entry), count: () => ({}), clock, hook });
  const { records } = await clock.run(handler(eventOf(...data), clock));
  return { answers: records.map(({ result, data: text }) => [result, Buffer.from(text ?? '', 'base64').toString()]), logged };
}

const EXACT = '{"tripId":"a","big":9007199254740993,"total":12345678901234567890.100000000000000001,"at":"2019-03-23T20:21:09Z","more":{"n":12345678901234567890}}';

test('it sees each value in its type, and what it leaves as it is keeps every digit', async () => {
  const seen: object[] = [];
  const { answers } = await transform((record) => {
    seen.push(record);
    return record;
  }, [EXACT, '{"tripId":"b","count":7,"distance":1.50,"paid":true}']);
  expect(seen).toEqual([
    { id: 'a', big: 9007199254740993n, total: '12345678901234567890.100000000000000001', at: '2019-03-23T20:21:09.000Z', more: { n: 12345678901234567890 } },
    { id: 'b', count: 7, distance: 1.5, paid: true },
  ]);
  expect(answers).toEqual([
    ['Ok', '{"id":"a","big":9007199254740993,"total":"12345678901234567890.100000000000000001","at":"2019-03-23 20:21:09.000","more":"{\\"n\\":12345678901234567890}"}\n'],
    ['Ok', '{"id":"b","count":7,"distance":1.50,"paid":true}\n'],
  ]);
});

test('what it changes is validated and coerced by the schema like a record that came so', async () => {
  const changes: Record<string, unknown>[] = [
    { count: 8, big: 2n ** 62n, total: 1.25, at: new Date(Date.UTC(2020, 1, 29)), more: { ü: [1] } },
    { count: -1 }, { id: undefined }, { count: NaN }, { more: { n: 1n } }, { paid: () => true }, { id: '\ud83d' }, { unknown: 1 },
  ];
  let next = 0;
  const { answers, logged } = await transform((record) => Object.assign(record, changes[next++]), changes.map(() => '{"tripId":"a"}'));
  expect(answers.map(([result]) => result)).toEqual(['Ok', ...Array.from({ length: 6 }, () => 'ProcessingFailed'), 'Ok']);
  expect(answers[0][1]).toBe('{"id":"a","count":8,"big":4611686018427387904,"total":"1.25","at":"2020-02-29 00:00:00.000","more":"{\\"ü\\":[1]}"}\n');
  expect(answers[7][1]).toBe('{"id":"a"}\n');
  const notJson = 'a value from the hook that JSON can hold';
  const reasons = [
    'count: minimum 0', 'id: required', `count: ${notJson}`, `more: ${notJson}, got a TypeError`, `paid: ${notJson}`, 'id: string of whole Unicode characters',
  ];
  expect(logged).toMatchObject([{ reasons: reasons.map((reason) => ({ reason, count: 1 })) }]);
});

test.each(['ProcessingFailed', 'Dropped'] as const)('what is nested too deep to be shown to it costs its own record alone, with invalid records %s', async (invalidRecords) => {
  const bomb = `{"tripId":"b","more":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`;
  const { answers, logged } = await transform((record) => record, ['{"tripId":"a"}', bomb, '{"tripId":"c"}'], { invalidRecords });
  expect(answers).toEqual([['Ok', '{"id":"a"}\n'], ['ProcessingFailed', bomb], ['Ok', '{"id":"c"}\n']]);
  expect(logged).toMatchObject([{ reasons: [{ reason: 'more: a value that can be shown to a hook, got a RangeError', count: 1 }] }]);
});

describe('what it throws costs its own record alone, and tells no more in the log than its kind:', () => {
  const thrown: [string, () => unknown, string][] = [
    ['a name that is a symbol', () => Object.assign(new Error(), { name: Symbol('secret') }), 'Error'],
    ['a name that has no text', () => Object.assign(new Error(), { name: Object.create(null) }), 'Error'],
    ['a name that holds what the record holds', () => Object.assign(new Error(), { name: 'Secret trip 4711' }), 'Error'],
    ['a name of its own class', () => Object.assign(new Error('secret'), { name: 'PaymentError' }), 'PaymentError'],
    ['what does not say what it is', () => new Proxy({}, { getPrototypeOf: () => { throw new Error('secret'); } }), 'error'],
    ['nothing', () => undefined, 'undefined'],
  ];

  describe.each(thrown)('%s', (_, make, kind) => {
    const hooks: [string, Hook][] = [
      ['at once', () => { throw make(); }], ['later', async () => { throw make(); }], ['when its answer is read', () => ({ get id() { throw make(); } })],
    ];

    test.each(hooks)('%s', async (when, hook) => {
      const { answers, logged } = await transform((record) => record.id === 'b' ? hook(record) : record, ['a', 'b', 'c'].map((id) => `{"tripId":"${id}"}`));
      expect(answers.map(([result]) => result)).toEqual(['Ok', 'ProcessingFailed', 'Ok']);
      expect(logged).toMatchObject([{ reasons: [{ reason: when === 'when its answer is read' ? expect.stringMatching(`, got a ${kind}$`) : `a hook that does not throw ${kind}`, count: 1 }] }]);
      expect(JSON.stringify(logged)).not.toMatch(/secret|4711/i);
    });
  });
});

describe('an object that it gives back for each record', () => {
  const three = ['a', 'b', 'c'].map((id) => `{"tripId":"${id}"}`);
  const lines = ['a', 'b', 'c'].map((id) => ['Ok', `{"id":"${id}"}\n`]);

  test('may be the same and filled anew', async () => {
    const row: Record<string, unknown> = {};
    expect((await transform(({ id }) => Object.assign(row, { id }), three)).answers).toEqual(lines);
  });

  test('may be the one of the record before, changed later', async () => {
    let before: Record<string, unknown> = {};
    const { answers } = await transform((record) => {
      before.id = 'changed';
      return before = record;
    }, three);
    expect(answers).toEqual(lines);
  });

  test('fails them where it is the same behind promises: it holds the values of one of them', async () => {
    const row: Record<string, unknown> = {};
    const { answers, logged } = await transform(async ({ id }) => id === 'own' ? { id } : Object.assign(row, { id }), [...three, '{"tripId":"own"}']);
    expect(answers).toEqual([...three.map((data) => ['ProcessingFailed', data]), ['Ok', '{"id":"own"}\n']]);
    expect(logged).toMatchObject([{ reasons: [{ reason: 'an object of its own for each record from a hook that returns promises', count: 3 }] }]);
  });
});

test.each([
  ['a Map', new Map([['id', 'a']])], ['a Set', new Set(['a'])], ['a date', new Date(0)], ['an error', new Error('secret')], ['bytes', Buffer.from('secret')], ['a text object', Object('secret')],
])('%s is no record: its fields would be lost', async (_, returned) => {
  const { answers, logged } = await transform(() => returned, ['{"tripId":"a"}'], { schema: schemaOf({ ...field('id', 'string'), wireName: 'tripId' }) });
  expect(answers).toEqual([['ProcessingFailed', '{"tripId":"a"}']]);
  expect(logged).toMatchObject([{ reasons: [{ reason: 'a record from the hook, or null to drop it; it returned an object of another kind', count: 1 }] }]);
});

test.each([
  ['a Map', new Map([['n', 1]])], ['a Map inside', { n: [new Map([['n', 1]])] }], ['a Set inside', { n: new Set([1]) }], ['a date that is none inside', { n: new Date(NaN) }],
  ['an error inside', { n: new Error() }], ['a function inside', { n: () => 1 }], ['a symbol inside', { n: [Symbol('n')] }],
])('nested JSON that JSON would lose something of fails its record: %s', async (_, more) => {
  const { answers } = await transform(({ id }) => ({ id, more }), ['{"tripId":"a"}']);
  expect(answers).toEqual([['ProcessingFailed', '{"tripId":"a"}']]);
});

test('instances of a class are records and nested JSON too, and so is what JSON has a form of', async () => {
  class Trip {
    constructor(readonly id: unknown) {}

    get more() {
      return { at: new Date(0), left: undefined, inside: new Inside(), texts: [Object('a'), null] };
    }
  }
  class Inside {
    readonly n = 1;
  }
  const { answers } = await transform(({ id }) => new Trip(id), ['{"tripId":"a"}']);
  expect(answers).toEqual([['Ok', `${JSON.stringify({ id: 'a', more: '{"at":"1970-01-01T00:00:00.000Z","inside":{"n":1},"texts":["a",null]}' })}\n`]]);
});

test('what JSON would make null of fails its record, and what every object has is no value of it', async () => {
  const { answers, logged } = await transform(({ id, more }) => {
    switch (id) {
      case 'date': return { id, at: new Date(NaN) };
      case 'nested': return { id, more: { n: [Infinity] } };
      case 'changed': return { id, more: { ...Object(more), m: 1 } };
      case 'kept': return { id, more };
      default: return { id };
    }
  }, ['{"id":"date"}', '{"id":"nested"}', '{"id":"changed","more":{"n":1e400}}', '{"id":"kept","more":{"n":1e400}}', '{"id":"plain"}'], {
    schema: schemaOf(field('id', 'string'), field('constructor', 'string'), field('at', 'timestamp'), field('more', 'json')),
  });
  expect(answers).toEqual([
    ['ProcessingFailed', '{"id":"date"}'], ['ProcessingFailed', '{"id":"nested"}'], ['ProcessingFailed', '{"id":"changed","more":{"n":1e400}}'],
    ['Ok', '{"id":"kept","more":"{\\"n\\":1e400}"}\n'], ['Ok', '{"id":"plain"}\n'],
  ]);
  const notJson = 'a value from the hook that JSON can hold';
  expect(logged).toMatchObject([{ reasons: [{ reason: `at: ${notJson}`, count: 1 }, { reason: `more: ${notJson}, got a RangeError`, count: 2 }] }]);
});

const moments: [string, (answer: () => unknown) => unknown][] = [['at once', (answer) => answer()], ['later', async (answer) => answer()]];

test.each(moments)('each answer %s costs its own record alone', async (_, when) => {
  const hook: Hook = ({ id }) => when(() => {
    switch (id) {
      case 'null': return null;
      case 'undefined': return undefined;
      case 'text': return 'secret';
      case 'array': return [];
      case 'throws': throw new RangeError('secret');
      default: return { id };
    }
  });
  const { answers, logged } = await transform(hook, ['first', 'null', 'undefined', 'text', 'array', 'throws', 'last'].map((id) => `{"tripId":"${id}"}`));
  expect(answers.map(([result]) => result)).toEqual(['Ok', 'Dropped', 'ProcessingFailed', 'ProcessingFailed', 'ProcessingFailed', 'ProcessingFailed', 'Ok']);
  expect(logged).toMatchObject([{ Ok: 2, Dropped: 1, ProcessingFailed: 4, droppedByHook: 1 }]);
  expect(JSON.stringify(logged)).toContain('a hook that does not throw RangeError');
  expect(JSON.stringify(logged)).not.toContain('secret');
});

test('it never gets what the schema rejects', async () => {
  const seen: unknown[] = [];
  const { answers } = await transform((record) => seen.push(record.id) > 0 && record, ['{"tripId":"a"}', '{"tripId":"b","count":-1}', 'no json']);
  expect(seen).toEqual(['a']);
  expect(answers.map(([result]) => result)).toEqual(['Ok', 'ProcessingFailed', 'ProcessingFailed']);
});

describe('of an aggregate', () => {
  const three = aggregate('{"tripId":"a"}', '{"tripId":"b"}', '{"tripId":"c"}');

  test('what it drops is left out, and all of it is Dropped', async () => {
    expect((await transform((record) => record.id === 'b' ? null : record, [three])).answers).toEqual([['Ok', '{"id":"a"}\n{"id":"c"}\n']]);
    expect((await transform(() => null, [three])).answers.map(([result]) => result)).toEqual(['Dropped']);
  });

  test('what it fails fails the record whole, also where invalid records are dropped: nobody has chosen to lose it', async () => {
    const hook: Hook = (record) => {
      if (record.id === 'b') throw new Error();
      return record;
    };
    const { answers } = await transform(hook, [three, '{"tripId":"d"}'], { invalidRecords: 'Dropped' });
    expect(answers.map(([result]) => result)).toEqual(['ProcessingFailed', 'Ok']);
  });
});

test('one that never answers costs its own record when the time is nearly over', async () => {
  const { answers, logged } = await transform(({ id }) => id === 'slow' ? new Promise(() => undefined) : { id }, ['a', 'slow', 'b'].map((id) => `{"tripId":"${id}"}`));
  expect(answers.map(([result]) => result)).toEqual(['Ok', 'ProcessingFailed', 'Ok']);
  expect(logged).toMatchObject([{ reasons: [{ reason: 'an answer of the hook within the time of the function', count: 1 }] }]);
});

test.each(moments)('one that takes long without waiting, %s, costs what it has not come to when the time is nearly over', async (_, when) => {
  const clock = new VirtualClock(60_000);
  const handler = createHandler({ schema, invalidRecords: 'ProcessingFailed' }, {
    log: () => undefined,
    count: () => ({}),
    clock,
    hook: (record) => when(() => {
      clock.now += 20_000;
      return record;
    }),
  });
  const { records } = await clock.run(handler(eventOf(...['a', 'b', 'c', 'd', 'e'].map((id) => `{"tripId":"${id}"}`)), clock));
  expect(records.map(({ result }) => result)).toEqual(['Ok', 'Ok', 'Ok', 'ProcessingFailed', 'ProcessingFailed']);
});

test('partition keys are those of the record that it gives back', async () => {
  const clock = new VirtualClock(60_000);
  const handler = createHandler({ schema, invalidRecords: 'ProcessingFailed', partitionKeys: { fields: ['id'], folderName: '^\\w+$', eventTime: [] } }, {
    log: () => undefined, count: () => ({}), clock, hook: (record) => ({ ...record, id: 'changed' }),
  });
  const { records } = await clock.run(handler(eventOf('{"tripId":"a"}'), clock));
  expect(records[0].metadata).toEqual({ partitionKeys: { id: 'changed' } });
});

describe('the file', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hook-')); });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is loaded from beside the function', async () => {
    writeFileSync(join(folder, 'hook.js'), 'exports.hook = ({ id }) => ({ id: id + "!" });');
    const hook = await loadHook(folder, 'hook.js');
    expect(hook({ id: 'a' })).toEqual({ id: 'a!' });
  });

  test.each(['exports.other = 1;', 'module.exports = () => 1;', 'exports.hook = 1;'])('must export a function named hook: %s', (source) => {
    writeFileSync(join(folder, 'hook.js'), source);
    expect(() => loadHook(folder, 'hook.js')).toThrow('hook.js must export a function named hook, got');
  });
});
