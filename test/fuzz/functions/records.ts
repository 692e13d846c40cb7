import type { Random } from '../../../examples/taxi/generator/random';
import { AggregatedRecordEncoder } from '../../../runtime/kpl-format';
import { field, schemaOf } from '../../runtime/schema/schemas';

/** The schema of all generated records. */
export const fuzzedSchema = {
  ...schemaOf(
    field('id', 'string', { required: true }), field('count', 'integer', { minimum: '0', maximum: '9' }), field('at', 'timestamp'), field('day', 'date'),
    field('big', 'bigint'), field('total', 'decimal', { precision: 8, scale: 2 }), field('distance', 'double'), field('color', 'string', { allowedValues: ['yellow', 'green'] }),
    field('more', 'json'),
  ),
  documentId: 'id',
};

/** One user record, of which it is known by its making what is to become of it. */
export interface UserRecord {
  readonly data: Buffer;
  /** Its id, where the schema takes it. */
  readonly id?: string;
}

/** A record of an event with the user records in it. */
export interface GeneratedRecord {
  readonly base64: string;
  /** Undefined where nobody can say what the text holds: it is no base64. */
  readonly userRecords?: readonly UserRecord[];
}

const VALID: readonly string[] = [
  '"count":0', '"count":"9"', '"count":5.0', '"at":"2019-03-23T20:21:09Z"', '"at":"2020-02-29T23:59:59.999+01:00"', '"at":1553372469123', '"day":"2000-02-29"',
  '"big":9223372036854775807', '"big":-9007199254740993', '"total":52.00', '"total":-999999.99', '"total":0.00', '"distance":1e-300', '"distance":-0', '"color":"green"',
  '"color":"gr\\u0065en"', '"more":{"a":[1,{"b":null}]}', '"count":null', '"unknown":[[[]]]', '"id":1', '"count":-1,"count":1', '"ü":"ß"', '"text":"\\ud83d\\ude00"',
];
/** Each breaks the record that it stands in, by schema or by grammar. */
const INVALID: readonly string[] = [
  '"count":-1', '"count":10', '"count":1e2', '"count":NaN', '"count":01', '"count":0x1', '"count":5.5', '"at":"2019-02-29T00:00:00Z"', '"at":"2019-03-23T20:21:09"',
  '"day":"2019-02-30"', '"big":9223372036854775808', '"total":0.001', '"total":1000000', '"total":Infinity', '"distance":1e400', '"distance":"NaN"', '"color":"purple"',
  '"more":[1]', '"more":"{}"', '"id":null', '"id":{}', '"id":"\\ud83d"', '"id":undefined', '"tab":"\t"', '"a":"\\x"', '"a":tru', '"a"', '"a":', 'a:1', '"a":1,',
  '"a":{"b":}', '"a":[1,]',
];
const WHOLE: readonly Buffer[] = [
  '', ' ', '[]', '[{"id":"x"}]', 'null', '"id"', '7', '{', '}', '{}', '{"id":"x"', '{}}', '\ufeff{"id":"x"}', '{},', 'NaN', 'id=x', '\u0000', '{"id":"\\', '{"id":x}',
].map((text) => Buffer.from(text));
const NOT_UTF8 = [Buffer.from([0xff]), Buffer.from([0xc3, 0x28]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0xf5, 0x80, 0x80, 0x80])];
const LAYOUTS = [[',', ':'], [', ', ': '], [' ,\r\n', ' :\t']];
const BROKEN_BASE64 = ['%', 'e', 'eyJ', 'eyJpZCI6ImEi', 'AAAA====', '84mawg==', '84mawgoBYQ'];
const MEBIBYTE = 1024 * 1024;
const DEPTH = 20_000;

function pick<T>(choices: readonly T[], random: Random): T {
  return choices[random.integer(0, choices.length - 1)];
}

let made = 0;

/** A user record that the schema takes. */
function valid(random: Random): UserRecord {
  // commonly an id of its own; a member may say another one later
  const id = `record-${made++}`;
  const members = Array.from({ length: random.integer(0, 4) }, () => pick(VALID, random)).filter((member) => member !== '"id":1');
  if (random.chance(3)) members.push(`"text":"${'x'.repeat(MEBIBYTE)}"`);
  if (random.chance(3)) members.push(`"deep":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`);
  return { id, data: json([...members.slice(0, 2), `"id":"${id}"`, ...members.slice(2)], random) };
}

/** One that it does not take. */
function invalid(random: Random): UserRecord {
  switch (random.integer(0, 3)) {
    case 0: return { data: pick(WHOLE, random) };
    case 1: {
      const { data } = valid(random);
      const at = data.indexOf('"record-') + 1;
      return { data: Buffer.concat([data.subarray(0, at), pick(NOT_UTF8, random), data.subarray(at)]) };
    }
    case 2: {
      const { data } = valid(random);
      return { data: data.subarray(0, random.integer(0, data.length - 1)) };
    }
    default: return { data: json(['"id":"x"', pick(INVALID, random)], random) };
  }
}

function json(members: readonly string[], random: Random): Buffer {
  const [comma, colon] = pick(LAYOUTS, random);
  return Buffer.from(`{${members.map((member) => member.replace('":', `"${colon}`)).join(comma)}}`);
}

function userRecord(random: Random): UserRecord {
  return random.integer(0, 2) === 0 ? invalid(random) : valid(random);
}

/** A record: a user record, an aggregate of some, a broken aggregate, bytes that mean nothing, or no base64. */
export function record(random: Random): GeneratedRecord {
  switch (random.integer(0, 9)) {
    case 0: case 1: return aggregate(random);
    case 2: {
      const whole = Buffer.from(aggregate(random).base64, 'base64');
      whole[whole.length - 1 - random.integer(0, 15)] += 1;
      return { base64: whole.toString('base64'), userRecords: [{ data: whole }] };
    }
    case 3: {
      const bytes = Buffer.from(Array.from({ length: random.integer(1, 40) }, () => random.integer(128, 255)));
      return { base64: bytes.toString('base64'), userRecords: [{ data: bytes }] };
    }
    case 4: return { base64: pick(BROKEN_BASE64, random) };
    default: {
      const one = userRecord(random);
      return { base64: one.data.toString('base64'), userRecords: [one] };
    }
  }
}

function aggregate(random: Random): GeneratedRecord {
  const userRecords = Array.from({ length: random.integer(1, 5) }, () => userRecord(random));
  const encoder = new AggregatedRecordEncoder();
  for (const { data } of userRecords) encoder.add({ partitionKey: 'key', data });
  return { base64: Buffer.from(encoder.encode()).toString('base64'), userRecords };
}
