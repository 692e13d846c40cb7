import { judge, toReport, type Figures } from '../../../bench/functions/figures';

const bundle = { bytes: 200 * 1024, loadMs: 100 };
const atTheGates: Figures = {
  transform: {
    recordsPerCpuSecond: 1,
    straightforwardRecordsPerCpuSecond: 1,
    bareParseRecordsPerCpuSecond: 1,
    overStraightforward: 1.4,
    overBareParse: 0.85,
    rssGrowthMiB: 32,
    memoryRecords: 10_000_000,
    recordBytes: 343,
    verdicts: 1,
  },
  indexer: { documentsPerSecond: 1, helpersBulkDocumentsPerSecond: 1, overHelpersBulk: 0.834 },
  bundles: { 'transform': bundle, 'studio-lifecycle': bundle, 'indexer': { ...bundle, bytes: 400 * 1024 }, 'search-bootstrap': { ...bundle, bytes: 400 * 1024 } },
};

function missed(figures: Figures): string[] {
  return judge(figures).filter(({ passed }) => !passed).map(({ text }) => text);
}

test('figures at their gates pass all twelve', () => {
  expect(judge(atTheGates)).toHaveLength(12);
  expect(missed(atTheGates)).toEqual([]);
});

test('what is beyond its gate is named', () => {
  const { transform, indexer, bundles } = atTheGates;
  expect(missed({ ...atTheGates, transform: { ...transform, overStraightforward: 1.39, overBareParse: 0.84, rssGrowthMiB: 33 } })).toEqual([
    'transform: 1.39 × the records per CPU second of the straightforward handler (at least 1.4)',
    'transform: 0.84 × those of base64 and JSON.parse alone (at least 0.85)',
    'transform: its memory grows by 33.0 MiB over 10000000 records (at most 32)',
  ]);
  expect(missed({ ...atTheGates, indexer: { ...indexer, overHelpersBulk: 0.83 } })).toEqual([
    'indexer: 0.83 × the documents per second of helpers.bulk (at least 1 / 1.2)',
  ]);
  expect(missed({ ...atTheGates, bundles: { ...bundles, transform: { bytes: 200 * 1024 + 1024, loadMs: 100.1 } } })).toEqual([
    'transform: 201.0 KiB (at most 200)', 'transform: loads in 100.1 ms (at most 100)',
  ]);
});

test('the report holds what has a gate', () => {
  expect(toReport(atTheGates)).toEqual({
    transform: { recordsPerCpuSecond: 1, overStraightforward: 1.4, overBareParse: 0.85, rssGrowthMiB: 32 },
    indexer: { documentsPerSecond: 1, overHelpersBulk: 0.834 },
    bundles: atTheGates.bundles,
  });
});
