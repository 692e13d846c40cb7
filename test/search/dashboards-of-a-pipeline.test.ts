import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { configOf } from './indexers';
import { SearchDashboard, SearchDelivery, SearchFirehoseProps, SearchOptions, StreamingAnalyticsPipeline } from '../../src';
import { readings } from '../pipeline/variants';

const folder = mkdtempSync(join(tmpdir(), 'dashboards-'));
afterAll(() => rmSync(folder, { recursive: true }));

function dashboard(): SearchDashboard {
  const file = join(folder, 'readings.ndjson');
  writeFileSync(file, `${JSON.stringify({ type: 'index-pattern', id: 'readings', attributes: { title: 'readings' }, references: [] })}\n`);
  return SearchDashboard.fromFile(file);
}

const asOption: SearchOptions = { dashboards: [dashboard()] };
const asProperty: Pick<SearchFirehoseProps, 'dashboards'> = { dashboards: asOption.dashboards };

test.each<[string, string, SearchDelivery]>([
  ['the indexer', 'PipelineIndexerBootstrapFunction', SearchDelivery.indexer()],
  ['Firehose', 'PipelineSearchFirehoseBootstrapFunction', SearchDelivery.firehose()],
])('dashboards of a pipeline come with a delivery by %s', (_, bootstrap, delivery) => {
  const stack = new Stack(new App(), 'Stack');
  new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, search: { ...asProperty, delivery } });
  expect(configOf(stack, bootstrap).dashboards).toEqual([{ name: 'readings.ndjson', savedObjects: expect.stringContaining('"id":"readings"') }]);
});
