import { Random } from '../../../examples/taxi/generator/random';

const FIELDS = [
  'trip_id', 'pickup_at', 'dropoff_at', 'passengers', 'distance', 'fare', 'tip', 'tolls', 'total', 'color', 'payment', 'pickup_zone', 'pickup_latitude', 'more',
];
/** JSON texts that both handlers judge alike as the value of any field; what only ours coerces, such as "5", is none of them. */
const VALUES = [
  '{}', '[]', '[1]', '{"a":{"b":[]}}', '-1', '9', '10', '0.5', '2.49', '2.50', '1.005', '999999.99', '1000000', '1e2', '1e400', '91', '180', '181', '1e-3',
  '"2019-03-23T20:21:09.000Z"', '"2019-03-23T20:21:09Z"', '"2019-02-30T00:00:00.000Z"', '"2019-13-01T00:00:00.000Z"', '"2019-03-23T25:00:00.000Z"', '"yesterday"',
  '"2019-03-23T20:21:09-05:00"', '""', '"yellow"', '"purple"', '"zürich \\u00e9 \\n"', 'NaN', '01', '-', '"', 'tru', '{', '"\\x"',
];
/** A text takes numbers and booleans as their text, which ajv does not. */
const TEXTS = new Set(['trip_id', 'payment', 'pickup_zone', 'color', 'pickup_at', 'dropoff_at']);
const NOISE = ['', '"', '\\', '{', '}', ',', ':', ' ', '\n', '\t', 'x', 'ü', '\u0001'];

/** Records made of valid ones by changing a field, leaving one out, or damaging the text. The same seed makes the same records. */
export function fuzzedRecords(records: readonly string[], seed: number): string[] {
  const random = new Random(seed);
  return records.map((record) => {
    switch (random.integer(0, 3)) {
      case 0: return record;
      case 1: return withField(record, random);
      case 2: return without(record, pick(FIELDS, random));
      default: return damaged(record, random);
    }
  });
}

function withField(record: string, random: Random): string {
  const field = pick(FIELDS, random);
  const values = TEXTS.has(field) ? VALUES.filter((value) => !/^-?\d/.test(value) || value === '01') : VALUES;
  return `${without(record, field).slice(0, -1)},"${field}":${pick(values, random)}}`;
}

function without(record: string, field: string): string {
  return record.replace(new RegExp(`"${field}":("[^"]*"|[^,}]*),?`), '').replace(/,\}$/, '}');
}

function damaged(record: string, random: Random): string {
  const at = random.integer(0, record.length);
  const noise = pick(NOISE, random);
  // a comma is only added: in place of a second's point it makes another form of ISO-8601, which ajv does not know
  return record.slice(0, at) + noise + record.slice(noise === ',' ? at : at + random.integer(0, 2));
}

function pick<T>(choices: readonly T[], random: Random): T {
  return choices[random.integer(0, choices.length - 1)];
}
