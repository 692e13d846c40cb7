import { createHandler } from './handler';
import type { RejectedRecordPlace } from './rejected-records';
import type { TransformConfig, TransformEnvironment } from '../../../src/delivery/transform-config';
import { readConfig } from '../shared/config';
import { embeddedCountsOfThisFunction } from '../shared/embedded-count';
import { logToStandardOutput } from '../shared/log';
import type { PutObject } from '../shared/write-objects';

const environment: TransformEnvironment = process.env;

export const handler = createHandler(readConfig<TransformConfig>(__dirname), {
  log: logToStandardOutput,
  count: embeddedCountsOfThisFunction(process.env),
  rejectedRecordPlace: placeOf(environment),
});

function placeOf({ REJECTED_RECORD_BUCKET: bucket, REJECTED_RECORD_PREFIX: prefix }: TransformEnvironment): RejectedRecordPlace | undefined {
  return bucket === undefined || prefix === undefined ? undefined : { prefix, putObject: putInto(bucket) };
}

/** The client is loaded with the first rejected record: that takes longer than everything else until then. */
function putInto(Bucket: string): PutObject {
  let sending: Promise<PutObject> | undefined;
  const load = async (): Promise<PutObject> => {
    const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
    const s3 = new S3Client({});
    return async (Key, Body) => {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/x-ndjson' }));
    };
  };
  return async (key, body) => {
    sending ??= load();
    await (await sending)(key, body);
  };
}
