import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldOf } from '../../examples/taxi/dashboard/charts';
import { taxiDashboard } from '../../examples/taxi/dashboard/taxi-dashboard';
import { boroughHours, taxiTrips } from '../../examples/taxi/schema';
import { RecordSchema, SearchDashboard } from '../../src';
import { searchMapping } from '../../src/schema/search-mapping';

const FILE = join(__dirname, '..', '..', 'examples', 'taxi', 'dashboard.ndjson');

interface Line {
  readonly type: string;
  readonly id: string;
  readonly attributes: { readonly title: string; readonly timeFieldName?: string; readonly visState?: string };
  readonly references: { readonly name: string; readonly type: string; readonly id: string }[];
}
interface VisState {
  readonly aggs: { readonly type: string; readonly params: { readonly field?: string } }[];
}

const lines = readFileSync(FILE, 'utf8').trimEnd().split('\n').map((line): Line => JSON.parse(line));
const schemas = new Map<string, RecordSchema>([['taxi-taxi_trips', taxiTrips], ['taxi-borough_hours', boroughHours]]);
/** What a field has to be for an aggregation over it. */
const SUITABLE: Record<string, string[]> = {
  date_histogram: ['date'],
  histogram: ['scaled_float', 'double', 'integer', 'long'],
  sum: ['scaled_float', 'double', 'integer', 'long'],
  terms: ['keyword'],
  geohash_grid: ['geo_point'],
};

test('the file is what its program writes, the same each time', () => {
  expect(taxiDashboard()).toBe(taxiDashboard());
  expect(readFileSync(FILE, 'utf8')).toBe(taxiDashboard());
});

test('its ids stay, so that a deployment replaces what an earlier one has put', () => {
  expect(lines.map(({ type, id }) => `${type}/${id}`)).toEqual([
    'index-pattern/taxi-taxi_trips', 'index-pattern/taxi-borough_hours', 'visualization/taxi-trips-over-time', 'visualization/taxi-pickup-map',
    'visualization/taxi-pickup-boroughs', 'visualization/taxi-pickup-zones', 'visualization/taxi-fares', 'visualization/taxi-insights-trips',
    'visualization/taxi-insights-revenue', 'dashboard/taxi-trips',
  ]);
});

test('the construct takes it', () => {
  expect(SearchDashboard.fromFile(FILE)._config.name).toBe('dashboard.ndjson');
});

test('its index patterns are the indexes of the schemas with their event times', () => {
  const patterns = lines.filter(({ type }) => type === 'index-pattern');
  expect(patterns.map(({ id, attributes }) => [id, attributes.title, attributes.timeFieldName])).toEqual(
    [...schemas].map(([id, { name, eventTime }]) => [id, name, eventTime]));
});

test.each(lines.filter(({ type }) => type === 'visualization'))('$attributes.title names fields that the schema has, of types that it can aggregate', ({ attributes, references }) => {
  const schema = schemas.get(references[0].id);
  if (schema === undefined) throw new Error(`no schema is behind ${references[0].id}`);
  const mapping = searchMapping(schema);
  const { aggs }: VisState = JSON.parse(attributes.visState ?? '');
  const named = aggs.filter(({ type }) => type !== 'count');
  expect(named.length).toBeGreaterThan(0);
  for (const { type, params } of named) {
    expect(SUITABLE[type]).toContain(mapping[params.field ?? '']?.type);
  }
});

test('the dashboard shows every visualization once', () => {
  const [{ references }] = lines.filter(({ type }) => type === 'dashboard');
  expect(references.map(({ id }) => id)).toEqual(lines.filter(({ type }) => type === 'visualization').map(({ id }) => id));
});

test('a field that the schema does not have stops the program that writes it', () => {
  expect(() => fieldOf(taxiTrips, 'fair')).toThrow('taxi_trips has no field fair');
});
