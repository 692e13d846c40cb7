import type { RecordSchema } from 'streaming-analytics-pipeline';
import { chart, fieldOf, map, type Aggregation } from './charts';
import { indexPattern, visualization, type SavedObject } from './saved-object';
import { boroughHours, taxiTrips } from '../schema';

const NEW_YORK = [40.75, -73.95] as const;

const count: Aggregation = { type: 'count', schema: 'metric', params: {} };
const sumOf = (schema: RecordSchema, field: string): Aggregation => ({ type: 'sum', schema: 'metric', params: { field: fieldOf(schema, field) } });
const overTime = (schema: RecordSchema, field: string): Aggregation => ({
  type: 'date_histogram',
  schema: 'segment',
  params: { field: fieldOf(schema, field), useNormalizedOpenSearchInterval: true, interval: 'auto', drop_partials: false, min_doc_count: 1, extended_bounds: {} },
});
const by = (schema: RecordSchema, field: string, place: 'segment' | 'group', size: number): Aggregation => ({
  type: 'terms',
  schema: place,
  params: {
    field: fieldOf(schema, field), orderBy: '1', order: 'desc', size, otherBucket: false, otherBucketLabel: 'Other', missingBucket: true, missingBucketLabel: 'unknown',
  },
});

const visualizations: readonly SavedObject[] = [
  visualization('trips-over-time', 'Trips over time', taxiTrips,
    chart('histogram', 'Trips', [count, overTime(taxiTrips, 'pickup_at'), by(taxiTrips, 'pickup_borough', 'group', 6)])),
  visualization('pickup-map', 'Where trips begin', taxiTrips, map([
    count,
    {
      type: 'geohash_grid',
      schema: 'segment',
      params: { field: fieldOf(taxiTrips, 'pickup'), autoPrecision: true, precision: 2, useGeocentroid: true, isFilteredByCollar: true },
    },
  ], NEW_YORK)),
  visualization('pickup-boroughs', 'Trips by borough', taxiTrips, chart('horizontal_bar', 'Trips', [count, by(taxiTrips, 'pickup_borough', 'segment', 6)])),
  visualization('pickup-zones', 'Trips by zone', taxiTrips, chart('horizontal_bar', 'Trips', [count, by(taxiTrips, 'pickup_zone', 'segment', 15)])),
  visualization('fares', 'Fares in US dollars', taxiTrips, chart('histogram', 'Trips', [
    count,
    { type: 'histogram', schema: 'segment', params: { field: fieldOf(taxiTrips, 'fare'), interval: 5, min_doc_count: false, has_extended_bounds: false, extended_bounds: {} } },
  ])),
  visualization('insights-trips', 'Insights: trips of each hour', boroughHours,
    chart('line', 'Trips', [sumOf(boroughHours, 'trips'), overTime(boroughHours, 'window_start'), by(boroughHours, 'borough', 'group', 6)])),
  visualization('insights-revenue', 'Insights: revenue of each hour', boroughHours,
    chart('line', 'US dollars', [sumOf(boroughHours, 'revenue'), overTime(boroughHours, 'window_start'), by(boroughHours, 'borough', 'group', 6)])),
];

/** A dashboard of two columns. */
function dashboard(panels: readonly SavedObject[]): SavedObject {
  const width = 24;
  const height = 15;
  return {
    type: 'dashboard',
    id: 'taxi-trips',
    attributes: {
      title: 'Taxi trips',
      description: 'Trips, where they begin and what they cost, and what the Studio computes from them',
      version: 1,
      hits: 0,
      // the trips of the example are those of this month
      timeRestore: true,
      timeFrom: '2019-03-01T00:00:00.000Z',
      timeTo: '2019-04-01T00:00:00.000Z',
      optionsJSON: JSON.stringify({ hidePanelTitles: false, useMargins: true }),
      panelsJSON: JSON.stringify(panels.map((_, place) => ({
        version: '2.19.0',
        panelIndex: String(place + 1),
        gridData: { i: String(place + 1), x: place % 2 * width, y: Math.floor(place / 2) * height, w: width, h: height },
        embeddableConfig: {},
        panelRefName: `panel_${place}`,
      }))),
      kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify({ query: { query: '', language: 'kuery' }, filter: [] }) },
    },
    references: panels.map(({ type, id }, place) => ({ name: `panel_${place}`, type, id })),
  };
}

/** All saved objects, a JSON object on each line. */
export function taxiDashboard(): string {
  const objects = [indexPattern(taxiTrips), indexPattern(boroughHours), ...visualizations, dashboard(visualizations)];
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('');
}
