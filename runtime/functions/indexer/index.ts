import { createHandler } from './handler';
import type { IndexerConfig } from '../../../src/search/indexer-config';
import { systemClock } from '../shared/clock';
import { readConfig } from '../shared/config';
import { embeddedCountsOfThisFunction } from '../shared/embedded-count';
import { required } from '../shared/environment';
import { logToStandardOutput } from '../shared/log';
import { putObjectInto } from '../shared/put-object';

export const handler = createHandler(readConfig<IndexerConfig>(__dirname), {
  environment: process.env,
  fetch,
  clock: systemClock,
  log: logToStandardOutput,
  count: embeddedCountsOfThisFunction(process.env),
  putObject: putObjectInto(required(process.env, 'DEAD_LETTER_BUCKET')),
});
