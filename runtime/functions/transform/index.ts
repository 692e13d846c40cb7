import { createHandler } from './handler';
import { loadHook } from './hook';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import { systemClock } from '../shared/clock';
import { readConfig } from '../shared/config';
import { embeddedCountsOfThisFunction } from '../shared/embedded-count';
import { logToStandardOutput } from '../shared/log';

const config = readConfig<TransformConfig>(__dirname);

export const handler = createHandler(config, {
  clock: systemClock,
  hook: config.hook === undefined ? undefined : loadHook(__dirname, config.hook),
  log: logToStandardOutput,
  count: embeddedCountsOfThisFunction(process.env),
});
