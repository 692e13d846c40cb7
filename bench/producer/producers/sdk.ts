import { Agent } from 'node:https';
import { KinesisClient, PutRecordsCommand, PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Counts } from './stage';

/** Calls at the same time; more made no producer faster. */
export const CALLS = 4;

/** The client of the AWS SDK, as its users set it up for many calls. */
export function createClient(endpoint: string): KinesisClient {
  return new KinesisClient({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    requestHandler: new NodeHttpHandler({ httpsAgent: new Agent({ keepAlive: true, maxSockets: CALLS }) }),
  });
}

/** One PutRecords call; `userRecords` are acknowledged when all of its records are written. */
export async function putRecords(client: KinesisClient, Records: PutRecordsRequestEntry[], userRecords: number, counts: Counts): Promise<void> {
  const { FailedRecordCount } = await client.send(new PutRecordsCommand({ StreamName: 'bench', Records }));
  if (FailedRecordCount === 0) counts.acknowledged += userRecords;
  else counts.fail(new Error(`${FailedRecordCount} records failed`));
}
