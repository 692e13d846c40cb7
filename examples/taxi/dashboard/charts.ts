import type { RecordSchema } from 'streaming-analytics-pipeline';

/** What a chart counts along an axis, by fields that the schema has. */
export interface Aggregation {
  readonly type: 'count' | 'sum' | 'date_histogram' | 'histogram' | 'terms' | 'geohash_grid';
  readonly schema: 'metric' | 'segment' | 'group';
  readonly params: { readonly field?: string; readonly [parameter: string]: unknown };
}

const POSITIONS = { line: ['bottom', 'left'], histogram: ['bottom', 'left'], horizontal_bar: ['left', 'bottom'] };

/** A chart along two axes. */
export function chart(type: keyof typeof POSITIONS, valueTitle: string, aggregations: readonly Aggregation[]) {
  const [categories, values] = POSITIONS[type];
  const style = { show: true, style: {}, labels: { show: true, filter: true, truncate: 100 } };
  return {
    type,
    params: {
      type,
      addTooltip: true,
      addLegend: true,
      addTimeMarker: false,
      legendPosition: 'right',
      grid: { categoryLines: false },
      times: [],
      categoryAxes: [{ id: 'CategoryAxis-1', type: 'category', position: categories, scale: { type: 'linear' }, title: {}, ...style }],
      valueAxes: [{
        id: 'ValueAxis-1', name: 'LeftAxis-1', type: 'value', position: values, scale: { type: 'linear', mode: 'normal' }, title: { text: valueTitle }, ...style,
      }],
      seriesParams: [{
        show: true,
        type: type === 'line' ? 'line' : 'histogram',
        mode: type === 'line' ? 'normal' : 'stacked',
        data: { label: valueTitle, id: '1' },
        valueAxis: 'ValueAxis-1',
        drawLinesBetweenPoints: true,
        showCircles: true,
      }],
    },
    aggs: numbered(aggregations),
  };
}

/** A map with a circle for each cluster of points. */
export function map(aggregations: readonly Aggregation[], center: readonly [latitude: number, longitude: number]) {
  return {
    type: 'tile_map',
    params: {
      colorSchema: 'Yellow to Red',
      mapType: 'Scaled Circle Markers',
      isDesaturated: true,
      addTooltip: true,
      heatClusterSize: 1.5,
      legendPosition: 'bottomright',
      mapZoom: 10,
      mapCenter: center,
      wms: { enabled: false, options: { format: 'image/png', transparent: true } },
    },
    aggs: numbered(aggregations),
  };
}

/** The name of a field, which the schema has. */
export function fieldOf(schema: RecordSchema, name: string): string {
  if (!schema.fields.some((field) => field.name === name)) throw new Error(`${schema.name} has no field ${name}`);
  return name;
}

function numbered(aggregations: readonly Aggregation[]) {
  return aggregations.map((aggregation, place) => ({ id: String(place + 1), enabled: true, ...aggregation }));
}
