import { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2';
import { S3Client } from '@aws-sdk/client-s3';
import { ManagedApplication } from './application';
import { createHandler } from './handler';
import { S3NoteStore } from './note-store';
import { systemClock } from '../shared/clock';
import { required } from '../shared/environment';
import { logToStandardOutput } from '../shared/log';

const application = new ManagedApplication(required(process.env, 'APPLICATION_NAME'), new KinesisAnalyticsV2Client({}));

const { NOTES } = process.env;

export const handler = createHandler({
  application,
  notes: new S3NoteStore(new S3Client({})),
  imports: NOTES === undefined ? undefined : JSON.parse(NOTES),
  fetch,
  clock: systemClock,
  log: logToStandardOutput,
});
