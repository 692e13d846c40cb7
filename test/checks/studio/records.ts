import { Duration } from 'aws-cdk-lib';
import { copy, source, target, windowed } from './generated';
import type { Run } from './script';
import { Deduplicate, FlinkWindow, TopN } from '../../../src';

const [CREATE_SOURCE, CREATE_TARGET, CREATE_COPY] = [source, target, copy].map((table) => table.createStatement().text);

function event(id: string, time: string, more: string = ''): string {
  return `{"eventId":"${id}","timestamp":"${time}"${more}}`;
}

/** Numbers at the ends of their types: none may become another one on its way. */
const RECORD = event('a', '2019-03-24T00:21:09.123Z', ',"_kind":"it\'s \\"ß\\" 🚕","valid":true,"small":-2147483648,"big":9007199254740993,"Ratio":0.1,'
  + '"amount":12345678901234567890123456.789012345678,"price":-3.10,"date":"2019-03-24","json":{"a":[1,{"b":null}]},"seen_at":"2019-03-24T00:21:10Z","x":-73.98,"y":40.75');
const COPIED = event('a', '2019-03-24T00:21:09.123Z', ',"_kind":"it\'s \\"ß\\" 🚕","valid":true,"small":-2147483648,"big":9007199254740993,"Ratio":0.1,'
  + '"amount":12345678901234567890123456.789012345678,"price":-3.10,"date":"2019-03-24","seen_at":"2019-03-24T00:21:10Z","x":-73.98,"y":40.75');
const EMPTY = event('b', '2019-03-24T00:21:09Z');
const NULLS = event('b', '2019-03-24T00:21:09Z', ',"_kind":null,"valid":null,"small":null,"big":null,"Ratio":null,"amount":null,"price":null,"date":null,"seen_at":null,"x":null,"y":null');

/** Four good records in two hours and two groups, and what producers get wrong. */
const HOURS = [
  event('1', '2019-03-24T00:10:00Z', ',"_kind":"a/b","small":1,"price":0.10'),
  event('2', '2019-03-24T00:59:59.999Z', ',"_kind":"a/b","small":2,"price":0.20'),
  event('3', '2019-03-24T00:30:00Z', ',"small":5,"price":"much"'),
  'no JSON at all',
  '{"eventId":"4","_kind":"a/b"}',
  event('5', 'yesterday', ',"_kind":"a/b"'),
  event('6', '2019-03-24T01:00:00Z', ',"_kind":"c","small":2147483647,"price":1'),
  event('6', '2019-03-24T01:00:01Z', ',"_kind":"c","small":2147483647,"price":2'),
];

function total(id: string, start: string, end: string, kind: string, values: string): string {
  return `{"windowId":"${start}${id}","window_start":"${start.replace('.000Z', 'Z')}","window_end":"${end}","kind":${kind},${values},"nobody":null}`;
}

const FIRST = ['2019-03-24T00:00:00.000Z', '2019-03-24T01:00:00Z'] as const;
const SECOND = ['2019-03-24T01:00:00.000Z', '2019-03-24T02:00:00Z'] as const;
const TWO = (place: string) => `"events":2,"small_sum":3,"amount_sum":null,"price_sum":0.30,"small_average":1.5,"place":${place}`;
const ONE = '"events":1,"small_sum":5,"amount_sum":null,"price_sum":null,"small_average":5.0,"place":null';
const LARGE = (place: string) => `"events":2,"small_sum":4294967294,"amount_sum":null,"price_sum":3.00,"small_average":2.147483647E9,"place":${place}`;

/** What records become, written down by hand. */
export function recordRuns(): Run[] {
  const hourly = windowed(FlinkWindow.tumbling(Duration.hours(1)));
  return [
    {
      name: 'records of all types go through a source and a target',
      records: [RECORD, EMPTY],
      statements: [CREATE_SOURCE, CREATE_COPY, new Deduplicate({ source, by: ['event_id'], window: FlinkWindow.tumbling(Duration.hours(1)) }).insertInto(copy).text],
      expected: [COPIED, NULLS],
    },
    {
      name: 'nested data is read as text, columns are computed',
      records: [RECORD],
      statements: [CREATE_SOURCE, 'SELECT `json`, delay, share FROM events'],
      expected: ['+I[{"a":[1,{"b":null}]}, 0, -0.0310]'],
    },
    {
      name: 'windows and groups are counted and summed, and bad records leave their neighbours alone',
      records: HOURS,
      statements: [CREATE_SOURCE, CREATE_TARGET, hourly.insertInto(target).text],
      expected: [total('/a~1b', ...FIRST, '"a/b"', TWO('null')), total('/~', ...FIRST, 'null', ONE), total('/c', ...SECOND, '"c"', LARGE('null'))],
    },
    {
      name: 'the first one of each window',
      records: HOURS,
      statements: [CREATE_SOURCE, CREATE_TARGET, new TopN({ of: hourly, by: 'events', count: 1 }).insertInto(target).text],
      expected: [total('/a~1b', ...FIRST, '"a/b"', TWO('1')), total('/c', ...SECOND, '"c"', LARGE('1'))],
    },
  ];
}
