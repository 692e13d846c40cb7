import { outliveFloatingRejections } from './floating-rejections';
import { createHandler } from './handler';
import { loadHook, type Hook } from './hook';
import type { RejectedRecordPlace } from './rejected-records';
import type { TransformConfig, TransformEnvironment } from '../../../src/delivery/transform-config';
import { systemClock } from '../shared/clock';
import { readConfig } from '../shared/config';
import { embeddedCountsOfThisFunction } from '../shared/embedded-count';
import { logToStandardOutput } from '../shared/log';
import { putObjectInto } from '../shared/put-object';

const environment: TransformEnvironment = process.env;
const config = readConfig<TransformConfig>(__dirname);

const hook = config.hook === undefined ? undefined : loadHook(__dirname, config.hook);
const ready = hook instanceof Promise ? hook.then(handlerWith) : handlerWith(hook);

export const handler: ReturnType<typeof createHandler> = async (event, time) => (await ready)(event, time);

function handlerWith(loaded: Hook | undefined) {
  if (loaded) outliveFloatingRejections(logToStandardOutput);
  return createHandler(config, {
    clock: systemClock,
    hook: loaded,
    log: logToStandardOutput,
    count: embeddedCountsOfThisFunction(process.env),
    rejectedRecordPlace: placeOf(environment),
  });
}

function placeOf({ REJECTED_RECORD_BUCKET: bucket, REJECTED_RECORD_PREFIX: prefix }: TransformEnvironment): RejectedRecordPlace | undefined {
  return bucket === undefined || prefix === undefined ? undefined : { prefix, putObject: putObjectInto(bucket) };
}
