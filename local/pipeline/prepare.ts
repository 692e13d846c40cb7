import { join } from 'node:path';
import type { Assembly } from '../deploy/assembly';
import { type AppContext, synthesize } from '../deploy/synthesize';
import type { DemoOptions } from '../options/demo-options';
import type { Example } from '../options/example';
import type { Cleanup } from '../processes/cleanup';
import type { Progress } from '../progress/progress';
import { type SearchServer, startSearch } from '../search/search-server';
import { EMULATOR } from '../tools/emulator';
import { installStudioTool } from '../tools/flink';
import { installOpenSearch } from '../tools/open-search';
import { installPython } from '../tools/python-environment';

export interface Prepared {
  /** Python that has the emulator. */
  readonly python: string;
  readonly assembly: Assembly;
  readonly search: Search;
  /** Jars of Flink, when the Studio's note is to run. */
  readonly flink?: string;
}

/** A running OpenSearch, or why there is none. */
export type Search = SearchServer | { readonly leftOut: string };

/** Installs what is missing; then synthesizes the app while OpenSearch starts. */
export async function prepare(
  cleanup: Cleanup, progress: Progress, options: Pick<DemoOptions, 'studio'>, example: Example, folder: string, context: AppContext = {},
): Promise<Prepared> {
  const python = await progress.step('emulatorTools', 'emulator installed', (advance) => installPython(cleanup, EMULATOR, advance), { bar: true });
  const tool = await progress.step('searchTools', 'OpenSearch installed', (advance) => installOpenSearch(cleanup, advance), { bar: true });
  if ('leftOut' in tool) progress.line(`  search is left out: ${tool.leftOut}`);
  const flink = options.studio ? await progress.step('flinkTools', 'Flink installed', (advance) => installStudioTool(cleanup, advance, 'flink-1.15'), { bar: true }) : undefined;
  const [assembly, search] = await Promise.all([
    progress.step('synthesize', 'template synthesized', () => synthesize(cleanup, example, join(folder, 'cdk.out'), context)),
    'leftOut' in tool ? tool : progress.step('search', 'OpenSearch started', () => startSearch(cleanup, tool.jars, folder)),
  ]);
  return { python, assembly, search, flink };
}
