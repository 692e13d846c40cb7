import { createHandler } from './handler';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import { readConfig } from '../shared/config';
import { embeddedCountsOfThisFunction } from '../shared/embedded-count';
import { logToStandardOutput } from '../shared/log';

export const handler = createHandler(readConfig<TransformConfig>(__dirname), {
  log: logToStandardOutput,
  count: embeddedCountsOfThisFunction(process.env),
});
