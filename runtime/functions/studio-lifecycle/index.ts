import { createHandler } from './handler';
import { systemClock } from '../shared/clock';
import { required } from '../shared/environment';
import { logToStandardOutput } from '../shared/log';

const name = required(process.env, 'APPLICATION_NAME');
const { NOTES } = process.env;
const imports = NOTES === undefined ? undefined : JSON.parse(NOTES);
let handling: Promise<ReturnType<typeof createHandler>> | undefined;

/** Loading the clients takes longer than all else that the function loads: the first event does it. */
async function load(): Promise<ReturnType<typeof createHandler>> {
  const [{ KinesisAnalyticsV2Client }, { S3Client }, { ManagedApplication }, { S3NoteStore }] = await Promise.all([
    import('@aws-sdk/client-kinesis-analytics-v2'), import('@aws-sdk/client-s3'), import('./application.js'), import('./s3-note-store.js'),
  ]);
  const application = new ManagedApplication(name, new KinesisAnalyticsV2Client({}));
  return createHandler({ application, notes: new S3NoteStore(new S3Client({})), imports, fetch, clock: systemClock, log: logToStandardOutput });
}

export const handler: ReturnType<typeof createHandler> = async (event, time) => {
  handling ??= load();
  return (await handling)(event, time);
};
