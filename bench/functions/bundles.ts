import { statSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTION_NAMES, bundleFunctions, runBeside, surroundings, type BundledFunction } from '../../test/tools/bundled-functions';
import { median } from '../synth/median';

export interface BundleFigures {
  readonly bytes: number;
  /** From the call of `require` until the handler is there: the median of processes of their own. */
  readonly loadMs: number;
}

const LOADS = 9;

/** Bundles the functions into a folder and loads each as Lambda does. */
export function measureBundles(folder: string): Record<BundledFunction, BundleFigures> {
  bundleFunctions(folder);
  const beside = surroundings({ name: 'things', fields: [{ name: 'id', type: 'string', wireName: 'id' }] });
  const measure = (name: BundledFunction): BundleFigures => ({
    bytes: statSync(join(folder, name, 'index.js')).size,
    loadMs: median(Array.from({ length: LOADS }, () => Number(runBeside(folder, name, beside[name], (file) => `
      const start = performance.now();
      require(${file});
      console.log(performance.now() - start);`)))),
  });
  const [transform, indexer, bootstrap, lifecycle] = FUNCTION_NAMES.map(measure);
  return { 'transform': transform, 'indexer': indexer, 'search-bootstrap': bootstrap, 'studio-lifecycle': lifecycle };
}
