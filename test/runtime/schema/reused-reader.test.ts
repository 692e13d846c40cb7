import fc from 'fast-check';
import { field, readAll, readOne, schemaOf } from './schemas';
import { RecordReader, curatedRendering, searchRendering } from '../../../runtime/schema';

const schema = schemaOf(
  field('id', 'string'), field('at', 'timestamp'), field('fare', 'decimal', { precision: 8, scale: 2, minimum: '2.5' }),
  field('color', 'string', { allowedValues: ['yellow', 'red'] }), { ...field('renamed', 'double'), wireName: 'camelName' }, field('on', 'boolean'),
  field('a_name_of_some_more_bytes_than_the_others_have', 'bigint'),
);
const NAMES = [...schema.fields.map(({ name, wireName }) => wireName ?? name), 'unknown', 'ü', 'i\\u0064'];
const VALUES = [
  '"x"', '""', '"yellow"', '"red"', '"r\\u0065d"', '"zürich"', '5', '-0', '0.00', '-0.00', '2.40', '7.50', '52.00', '52.10', '1e2', 'true', 'false', 'null', '{"a": 1}',
  '"2019-03-23T20:21:09Z"', '"2019-03-23T20:21:09.123Z"', '"2019-03-23T20:21:09+01:00"', 'nul', '"\\', '"',
];
const members = fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES)), { maxLength: 8 });
const layout = fc.constantFrom([',', ':'], [', ', ': '], [' ,\n', ' :']);
const record = fc.tuple(members, layout, fc.constantFrom('', '', '', '\n', ' {"id":"next"}', '}'))
  .map(([all, [comma, colon], end]) => `{${all.map(([name, value]) => `"${name}"${colon}${value}`).join(comma)}}${end}`);

test.each([['curated', curatedRendering], ['search', searchRendering]])('a reader that has read other records reads as a new one does: %s', (_, rendering) => {
  const render = rendering(schema);
  const reader = new RecordReader(schema);
  const seen = { valid: 0, invalid: 0 };
  fc.assert(fc.property(record, (wire) => {
    const verdicts = readAll(reader, Buffer.from(wire), render);
    expect(verdicts).toEqual(readAll(new RecordReader(schema), Buffer.from(wire), render));
    for (const { valid } of verdicts) seen[valid ? 'valid' : 'invalid']++;
  }), { numRuns: 3000 });
  expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(100);
});

test('members keep the order of the schema, however they stand on the wire', () => {
  const orders = [['id', 'on', 'fare'], ['fare', 'on', 'id'], ['on', 'fare', 'id']];
  const values: Record<string, string> = { id: '"x"', on: 'true', fare: '7.50' };
  for (const order of orders) {
    for (const [comma, colon] of [[',', ':'], [', ', ': ']]) {
      expect(readOne(schema, `{${order.map((name) => `"${name}"${colon}${values[name]}`).join(comma)}}`))
        .toEqual({ valid: true, text: '{"id":"x","fare":"7.5","on":true}\n' });
    }
  }
});

test('a record that is cut where an earlier one went on is not read on into it', () => {
  const reader = new RecordReader(schema);
  const whole = '{"id":"x","fare":7.50,"on":true}';
  for (let length = 0; length < whole.length; length++) {
    expect(readAll(reader, Buffer.from(whole), curatedRendering(schema))).toMatchObject([{ valid: true }]);
    expect(readAll(reader, Buffer.from(whole.slice(0, length)), curatedRendering(schema))).toMatchObject([{ valid: false }]);
    expect(readAll(reader, Buffer.from(`${whole.slice(0, length)}\\`), curatedRendering(schema))).toMatchObject([{ valid: false }]);
  }
});

test('records of every size up to more than what is reserved are read whole', () => {
  const reader = new RecordReader(schema);
  for (const length of [0, 1, 3, 150, 65_000, 65_280, 65_536, 200_000, 10]) {
    const id = 'x'.repeat(length);
    expect(readAll(reader, Buffer.from(`{"on":true,"id":"${id}"}`), curatedRendering(schema))).toEqual([{ valid: true, text: `{"id":"${id}","on":true}\n` }]);
  }
});

test('what is refused is told as it came, also where the value ends earlier', () => {
  expect(readOne(schema, '{"fare":2.40}')).toEqual({ valid: false, reasons: [{ field: 'fare', rule: 'minimum 2.5', received: '2.40' }] });
});
