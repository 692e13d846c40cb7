import type { FirehoseTransformationResultRecord } from 'aws-lambda';
import type { FuzzedFunction } from './fuzzed-function';
import { fuzzedSchema, record, type GeneratedRecord } from './records';
import type { Random } from '../../../examples/taxi/generator/random';
import { systemClock } from '../../../runtime/functions/shared/clock';
import { createHandler } from '../../../runtime/functions/transform/handler';
import type { Hook } from '../../../runtime/functions/transform/hook';
import { RESPONSE_LIMIT_BYTES } from '../../../runtime/functions/transform/response-budget';
import type { TransformConfig } from '../../../src/delivery/transform-config';

const MOST_RECORDS = 6;
const TIME = { getRemainingTimeInMillis: () => 60_000 };

/** What a hook does with the record of an id, told by the last digit of it: for each thing that a hook can do. */
const DEEDS = ['keep', 'drop', 'fail', 'keep', 'change', 'spoil', 'keep', 'return nothing', 'keep', 'keep'] as const;

function deedOf(id: string): typeof DEEDS[number] {
  return DEEDS[Number(id.slice(-1))];
}

const hook: Hook = (given) => {
  switch (deedOf(String(given.id))) {
    case 'drop': return null;
    case 'fail': throw new Error('as it was told');
    case 'change': return { ...given, count: 3 };
    case 'spoil': return { ...given, count: -3 };
    case 'return nothing': return undefined;
    default: return given;
  }
};

interface Variant {
  readonly invalidRecords: TransformConfig['invalidRecords'];
  readonly hooked: boolean;
  readonly handler: ReturnType<typeof createHandler>;
}

const VARIANTS = (['ProcessingFailed', 'Dropped'] as const).flatMap((invalidRecords) => [false, true].map((hooked): Variant => ({
  invalidRecords,
  hooked,
  handler: createHandler({ schema: fuzzedSchema, invalidRecords }, {
    log: () => undefined, count: () => ({}), clock: systemClock, hook: hooked ? hook : undefined,
  }),
})));

interface Expected {
  readonly result: string;
  /** Of the lines that the record becomes. */
  readonly ids: readonly string[];
}

/** What must become of a record, by what is known of it; undefined where nobody knows. */
function expected({ userRecords }: GeneratedRecord, { hooked, invalidRecords }: Variant): Expected | undefined {
  if (userRecords === undefined) return undefined;
  const taken = userRecords.flatMap(({ id }) => id ?? []);
  const deeds = hooked ? taken.map(deedOf) : [];
  if (deeds.includes('fail') || deeds.includes('return nothing')) return { result: 'ProcessingFailed', ids: [] };
  const ids = hooked ? taken.filter((id) => !['drop', 'spoil'].includes(deedOf(id))) : taken;
  const invalid = userRecords.length - taken.length + deeds.filter((deed) => deed === 'spoil').length;
  if (invalid > 0 && (ids.length === 0 || invalidRecords === 'ProcessingFailed')) return { result: invalidRecords, ids: [] };
  return { result: ids.length === 0 ? 'Dropped' : 'Ok', ids };
}

function problemWith(answer: FirehoseTransformationResultRecord, generated: GeneratedRecord, variant: Variant): string | undefined {
  const told = expected(generated, variant);
  const text = Buffer.from(answer.data ?? '', 'base64').toString();
  const what = `${generated.base64.slice(0, 2000)} with ${variant.invalidRecords}${variant.hooked ? ' and a hook' : ''}`;
  if (told === undefined) return undefined;
  if (answer.result !== told.result) return `${answer.result} and not ${told.result} for ${what}`;
  if (answer.result !== 'Ok') return undefined;
  const ids = text.split('\n').slice(0, -1).map((line) => String(JSON.parse(line).id));
  return ids.join() === told.ids.join() ? undefined : `lines ${ids.join()} and not ${told.ids.join()} of ${what}`;
}

async function tryOne(random: Random) {
  const generated = Array.from({ length: random.integer(0, MOST_RECORDS) }, () => record(random));
  const variant = VARIANTS[random.integer(0, VARIANTS.length - 1)];
  const recordIds = generated.map((_, place) => `4962${place}0${random.integer(0, 999_999)}`);
  const { records } = await variant.handler({
    invocationId: 'invocation-1',
    deliveryStreamArn: 'arn:aws:firehose:us-east-1:111111111111:deliverystream/trips',
    region: 'us-east-1',
    records: generated.map(({ base64 }, place) => ({ recordId: recordIds[place], approximateArrivalTimestamp: 0, data: base64 })),
  }, TIME);
  const outcomes = records.map(({ result }) => result);
  const trial = { records: generated.length, outcomes };
  const answered = records.map(({ recordId }) => recordId).join();
  if (answered !== recordIds.join()) return { ...trial, problem: `asked about ${recordIds.join()}, answered ${answered}` };
  if (JSON.stringify({ records }).length > RESPONSE_LIMIT_BYTES) return { ...trial, problem: 'an answer of more than 6 MB' };
  const problems = records.map((answer, place) => problemWith(answer, generated[place], variant));
  return { ...trial, problem: problems.find((problem) => problem !== undefined) };
}

/** The transform function: every recordId is answered once and in order, with the result and the lines that its user records must have. */
export const TRANSFORM: FuzzedFunction = { name: 'transform', tryOne };
