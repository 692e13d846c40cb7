import type { IndexSizeOptions } from './index-size-options';
import { Problems } from '../private/problems';

/** Adds what is wrong with how indexes are cut. */
export function checkIndexSize({ primaryShards, replicas }: IndexSizeOptions, problems: Problems): void {
  checkKnown('primaryShards', primaryShards, { min: 1, max: 1_024 }, problems);
  checkKnown('replicas', replicas, { min: 0, max: 5 }, problems);
}

/** These are written into the function's asset, which is made before any token has a value. */
function checkKnown(property: string, value: number | undefined, range: { min: number; max: number }, problems: Problems): void {
  problems.known(property, value, 'write the number out');
  problems.integer(property, value, range);
}
