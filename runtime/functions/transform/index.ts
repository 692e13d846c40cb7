import { createHandler } from './handler';
import { loadHook } from './hook';
import type { RejectedRecordPlace } from './rejected-records';
import type { TransformConfig, TransformEnvironment } from '../../../src/delivery/transform-config';
import { systemClock } from '../shared/clock';
import { readConfig } from '../shared/config';
import { embeddedCountsOfThisFunction } from '../shared/embedded-count';
import { logToStandardOutput } from '../shared/log';
import { putObjectInto } from '../shared/put-object';

const environment: TransformEnvironment = process.env;
const config = readConfig<TransformConfig>(__dirname);

export const handler = createHandler(config, {
  clock: systemClock,
  hook: config.hook === undefined ? undefined : loadHook(__dirname, config.hook),
  log: logToStandardOutput,
  count: embeddedCountsOfThisFunction(process.env),
  rejectedRecordPlace: placeOf(environment),
});

function placeOf({ REJECTED_RECORD_BUCKET: bucket, REJECTED_RECORD_PREFIX: prefix }: TransformEnvironment): RejectedRecordPlace | undefined {
  return bucket === undefined || prefix === undefined ? undefined : { prefix, putObject: putObjectInto(bucket) };
}
