import { aggregate } from './aggregate';
import { eventOf } from './transform-event';
import { VirtualClock } from './virtual-clock';
import { embeddedCounts } from '../../../runtime/functions/shared/embedded-count';
import { createHandler } from '../../../runtime/functions/transform/handler';
import { RESPONSE_LIMIT_BYTES } from '../../../runtime/functions/transform/response-budget';
import type { PartitionKeysConfig, TransformConfig } from '../../../src/delivery/transform-config';
import { FOLDER_NAME } from '../../../src/schema/folder-name';
import { field, schemaOf } from '../schema/schemas';

const schema = {
  ...schemaOf(field('borough', 'string', { required: true }), field('zone', 'integer', { required: true }), field('at', 'timestamp', { required: true })),
  eventTime: 'at',
};

async function transform(data: (string | Uint8Array)[], keys: Partial<PartitionKeysConfig>, invalidRecords: TransformConfig['invalidRecords'] = 'ProcessingFailed') {
  const clock = new VirtualClock(60_000);
  const partitionKeys = { fields: [], folderName: FOLDER_NAME, eventTime: [], ...keys };
  const logged: { reasons: { reason: string }[] }[] = [];
  const handler = createHandler({ schema, invalidRecords, partitionKeys }, {
    log: (entry) => logged.push(JSON.parse(JSON.stringify(entry))), count: embeddedCounts('transform-1', () => 0), clock,
  });
  const response = await handler(eventOf(...data), clock);
  return {
    response,
    answers: response.records.map(({ result, metadata }) => [result, metadata?.partitionKeys]),
    reasons: logged.flatMap(({ reasons }) => reasons.map(({ reason }) => reason)),
  };
}

const record = (borough: string, at: string | number = '2019-03-23T20:21:09Z') => JSON.stringify({ borough, zone: 7, at });

test.each([
  ['"2019-03-23T20:21:09Z"'],
  ['"2019-03-23T20:21:09.123Z"'],
  ['"2019-03-23T15:21:09-05:00"'],
  ['1553372469123'],
])('the parts of the event time are keys, in UTC: %s', async (at) => {
  const { answers } = await transform([`{"borough":"Queens","zone":7,"at":${at}}`], { eventTime: ['year', 'month', 'day', 'hour'] });
  expect(answers).toEqual([['Ok', { year: '2019', month: '03', day: '23', hour: '20' }]]);
});

test('fields are keys with their values, in front of the event time', async () => {
  const { answers } = await transform([record('Staten Island'), '{"borough":"Zürich \\u2708","zone":"7","at":0}'], { fields: ['borough', 'zone'], eventTime: ['year'] });
  expect(answers).toEqual([
    ['Ok', { borough: 'Staten Island', zone: '7', year: '2019' }],
    ['Ok', { borough: 'Zürich ✈', zone: '7', year: '1970' }],
  ]);
  expect(Object.keys(answers[0][1] ?? {})).toEqual(['borough', 'zone', 'year']);
});

test.each(['', '.', '..', ' Queens', 'Queens ', 'a/b', 'a\\b', '50%', 'a#b', 'a?b', 'a\nb', 'x'.repeat(129)])(
  'a value that is no folder name fails its record and no other: %j', async (borough) => {
    for (const invalidRecords of ['ProcessingFailed', 'Dropped'] as const) {
      const { answers, reasons } = await transform([record(borough), record('Queens')], { fields: ['borough'] }, invalidRecords);
      expect(answers).toEqual([['ProcessingFailed', undefined], ['Ok', { borough: 'Queens' }]]);
      expect(reasons).toEqual(['borough: a value that can be the name of a partition\'s folder']);
    }
  });

test('a record of several user records goes to their one partition', async () => {
  const { answers } = await transform([aggregate(record('Queens'), record('Queens'))], { fields: ['borough'], eventTime: ['year'] });
  expect(answers).toEqual([['Ok', { borough: 'Queens', year: '2019' }]]);
});

test('a record of user records for several partitions fails whole, so that none is lost', async () => {
  for (const invalidRecords of ['ProcessingFailed', 'Dropped'] as const) {
    const { answers, reasons, response } = await transform([`${record('Queens')}\n${record('Bronx')}`, record('Bronx')], { fields: ['borough'] }, invalidRecords);
    expect(answers).toEqual([['ProcessingFailed', undefined], ['Ok', { borough: 'Bronx' }]]);
    expect(reasons).toEqual([expect.stringContaining('one partition a record')]);
    expect(Buffer.from(response.records[0].data ?? '', 'base64').toString()).toBe(`${record('Queens')}\n${record('Bronx')}`);
  }
});

test('a partition is told again after many others', async () => {
  const boroughs = [...Array.from({ length: 1001 }, (_, index) => `b${index}`), 'b0'];
  const { answers } = await transform(boroughs.map((borough) => record(borough)), { fields: ['borough'] });
  expect(answers).toEqual(boroughs.map((borough) => ['Ok', { borough }]));
});

test('keys count for the size of the answer', async () => {
  const borough = 'é'.repeat(128);
  const { response } = await transform(Array.from({ length: 16_000 }, () => record(borough)), { fields: ['borough'], eventTime: ['year', 'month', 'day'] });
  const bytes = Buffer.byteLength(JSON.stringify(response));
  expect(bytes).toBeLessThanOrEqual(RESPONSE_LIMIT_BYTES);
  expect(bytes).toBeGreaterThan(RESPONSE_LIMIT_BYTES * 0.9);
});
