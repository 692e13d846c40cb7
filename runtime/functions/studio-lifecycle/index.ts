import { createHandler } from './handler';
import { systemClock } from '../shared/clock';
import { required } from '../shared/environment';
import { logToStandardOutput } from '../shared/log';

const name = required(process.env, 'APPLICATION_NAME');
let handling: Promise<ReturnType<typeof createHandler>> | undefined;

/** Loading the client takes longer than all else that the function loads: the first event does it. */
async function load(): Promise<ReturnType<typeof createHandler>> {
  const [{ KinesisAnalyticsV2Client }, { ManagedApplication }] = await Promise.all([import('@aws-sdk/client-kinesis-analytics-v2'), import('./application.js')]);
  const application = new ManagedApplication(name, new KinesisAnalyticsV2Client({}));
  return createHandler({ application, fetch, clock: systemClock, log: logToStandardOutput });
}

export const handler: ReturnType<typeof createHandler> = async (event, time) => {
  handling ??= load();
  return (await handling)(event, time);
};
