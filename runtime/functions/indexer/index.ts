import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createHandler } from './handler';
import type { IndexerConfig } from '../../../src/search/indexer-config';
import { systemClock } from '../shared/clock';
import { readConfig } from '../shared/config';
import { embeddedCountsOfThisFunction } from '../shared/embedded-count';
import { required } from '../shared/environment';
import { logToStandardOutput } from '../shared/log';

const s3 = new S3Client({});
const Bucket = required(process.env, 'DEAD_LETTER_BUCKET');

export const handler = createHandler(readConfig<IndexerConfig>(__dirname), {
  environment: process.env,
  fetch,
  clock: systemClock,
  log: logToStandardOutput,
  count: embeddedCountsOfThisFunction(process.env),
  putObject: async (Key, Body) => {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/x-ndjson' }));
  },
});
