import { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2';
import { ManagedApplication } from './application';
import { createHandler } from './handler';
import { systemClock } from '../shared/clock';
import { required } from '../shared/environment';
import { logToStandardOutput } from '../shared/log';

const application = new ManagedApplication(required(process.env, 'APPLICATION_NAME'), new KinesisAnalyticsV2Client({}));

export const handler = createHandler({ application, fetch, clock: systemClock, log: logToStandardOutput });
