import { fuzz } from './fuzz';
import { INDEXER } from './indexer';
import { SEARCH_BOOTSTRAP } from './search-bootstrap';
import { STUDIO_LIFECYCLE } from './studio-lifecycle';
import { TRANSFORM } from './transform';

// npm run fuzz:functions goes on for a million events each
const EVENTS = 4_000;
const SEED = 20_190_323;

test.each([
  ['transform', TRANSFORM, ['Ok', 'Dropped', 'ProcessingFailed']],
  ['indexer', INDEXER, ['document', 'dead letter', 'skipped', 'to be delivered again']],
  ['studio-lifecycle', STUDIO_LIFECYCLE, ['Create: SUCCESS', 'Create: FAILED', 'Update: SUCCESS', 'Update: FAILED', 'Delete: SUCCESS', 'Delete: FAILED', 'start: answer', 'stop: error', 'answer not taken']],
  ['search-bootstrap', SEARCH_BOOTSTRAP, ['Create: SUCCESS', 'Create: FAILED', 'Delete: SUCCESS', 'answer not taken']],
] as const)('%s: every record and every request has its end', async (_, fuzzed, outcomes) => {
  const report = await fuzz(fuzzed, EVENTS, SEED);
  expect(report).toMatchObject({ events: EVENTS, problems: [] });
  // every end was met
  expect(Object.keys(report.outcomes)).toEqual(expect.arrayContaining([...outcomes]));
}, 60_000);
