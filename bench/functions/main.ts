import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBundles } from './bundles';
import { hold } from './contest';
import { judge, toReport, type Figures } from './figures';
import type { IndexerFigures } from './indexer/contest';
import type { TransformFigures } from './transform/contest';
import { messageOf } from '../../local/error-text';
import { checkWritable } from '../../local/options/files';
import { makeRunFolder } from '../../local/places';
import type { Cleanup } from '../../local/processes/cleanup';
import { runToEnd } from '../../local/processes/run-to-end';
import { startSearch } from '../../local/search/search-server';
import { installOpenSearch } from '../../local/tools/open-search';
import { UsageError } from '../../local/usage-error';

const MEMORY_RECORDS = 10_000_000;

/**
 * `npm run bench:functions`: the transform's records per CPU second beside a straightforward handler and bare parsing; the indexer's documents
 * per second beside the official client's helper; size and load time of every bundle.
 */
async function main(cleanup: Cleanup): Promise<boolean> {
  const { json, records } = readOptions();
  const folder = makeRunFolder();
  cleanup.add('the folder of this run', () => rmSync(folder, { recursive: true, force: true }));
  // first what needs a quiet machine, then the search server
  const bundles = measureBundles(join(folder, 'functions'));
  console.error('transform…');
  const transform = await hold<TransformFigures>(cleanup, folder, 'transform', String(records));
  console.error('indexer…');
  const indexer = await hold<IndexerFigures>(cleanup, folder, 'indexer', await search(cleanup, folder));
  const figures: Figures = { transform, indexer, bundles };
  console.log(figures);
  if (json !== undefined) writeFileSync(resolve(json), `${JSON.stringify(toReport(figures), undefined, 2)}\n`);
  const verdicts = judge(figures);
  for (const { passed, text } of verdicts) console.log(`${passed ? 'ok    ' : 'MISSED'}  ${text}`);
  return verdicts.every(({ passed }) => passed);
}

/** A real OpenSearch, installed first where it is missing. */
async function search(cleanup: Cleanup, folder: string): Promise<string> {
  const tool = await installOpenSearch(cleanup, () => undefined);
  if ('leftOut' in tool) throw new UsageError(`the indexer cannot be measured: ${tool.leftOut}`);
  const { endpoint } = await startSearch(cleanup, tool.jars, folder);
  return endpoint;
}

/** @throws UsageError for what is not allowed. */
function readOptions(): { readonly json?: string; readonly records: number } {
  const { json, records = String(MEMORY_RECORDS) } = valuesOf();
  if (json !== undefined) checkWritable('--json', json);
  if (!/^[1-9]\d{4,8}$/.test(records)) {
    throw new UsageError(`--records must be a whole number from 10000 to 999999999 (how many records memory is watched for), got '${records}'`);
  }
  return { json, records: Number(records) };
}

function valuesOf(): { readonly json?: string; readonly records?: string } {
  try {
    return parseArgs({ options: { json: { type: 'string' }, records: { type: 'string' } } }).values;
  } catch (error) {
    throw new UsageError(`${messageOf(error)}: allowed are --json FILE and --records COUNT`);
  }
}

runToEnd(main);
