import type { Place } from '../../../bench/mutation/instrumented-project';
import { report } from '../../../bench/mutation/report';
import { identity, partOf, sample } from '../../../bench/mutation/sample';

function place(file: string, line: number): Place {
  return { id: String(line), file, line, column: 1, mutator: 'StringLiteral', original: `'${line}'`, replacement: '""' };
}

function places(file: string, count: number): Place[] {
  return Array.from({ length: count }, (_, index) => place(file, index + 1));
}

const all = [...places('src/schema/field.ts', 100), ...places('src/monitoring/stream-alarms.ts', 200), ...places('src/streaming-analytics-pipeline.ts', 5)];

test('a part is a folder, and what lies beside the folders belongs to the pipeline', () => {
  expect(['src/schema/field.ts', 'src/pipeline/search-feed.ts', 'src/streaming-analytics-pipeline.ts'].map(partOf)).toEqual(['schema', 'pipeline', 'pipeline']);
});

test('a sample has as many mutants of each part, as far as there are, and more of alarms', () => {
  const parts = sample(all).map(({ file }) => partOf(file));
  const count = (part: string) => parts.filter((other) => other === part).length;
  expect({ schema: count('schema'), monitoring: count('monitoring'), pipeline: count('pipeline') }).toEqual({ schema: 16, monitoring: 96, pipeline: 5 });
});

test('no mutant is in a sample twice', () => {
  expect(new Set(sample(all)).size).toBe(sample(all).length);
});

test('a sample stays the same when lines move, and whatever the order of the mutants is', () => {
  const moved = [...all].reverse().map((one) => ({ ...one, id: `${one.id} moved`, line: one.line + 10 }));
  expect(sample(moved).map(identity).sort()).toEqual(sample(all).map(identity).sort());
});

test('the score counts what never ended as noticed, and what no test comes across as survived, in whole and for each part', () => {
  const [first, second] = ['src/schema/field.ts', 'src/search/indexer-config.ts'];
  const { survivors, ...figures } = report([
    { place: place(first, 1), verdict: 'killed', by: 'a test' },
    { place: place(first, 2), verdict: 'timeout' },
    { place: place(second, 3), verdict: 'survived' },
    { place: place(second, 4), verdict: 'untested' },
    { place: place(second, 5), verdict: 'killed', by: 'a test' },
  ]);
  expect(figures).toEqual({
    mutants: 5,
    killed: 2,
    timeout: 1,
    survived: 2,
    untested: 1,
    score: 60,
    parts: {
      schema: { mutants: 2, killed: 1, timeout: 1, survived: 0, untested: 0, score: 100 },
      search: { mutants: 3, killed: 1, timeout: 0, survived: 2, untested: 1, score: 33.3 },
    },
  });
  expect(survivors).toEqual([{ ...place(second, 3), verdict: 'survived' }, { ...place(second, 4), verdict: 'untested' }]);
});
