import { mkdirSync } from 'node:fs';
import { CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { destroyStack } from '../../../local/deploy/destroy';
import { makeClients } from '../../../local/emulator/clients';
import { startEmulator } from '../../../local/emulator/emulator';
import { messageOf } from '../../../local/error-text';
import { Cleanup } from '../../../local/processes/cleanup';
import { endOnSignals } from '../../../local/processes/signals';
import { EMULATOR } from '../../../local/tools/emulator';
import { installPython } from '../../../local/tools/python-environment';

const TEMPLATE = { Resources: { Full: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'full' } } } };

/** What becomes of a stack whose bucket still holds an object: an emptied bucket means something only if a full one stays. */
export async function destroyFullBucket(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const cleanup = new Cleanup();
  endOnSignals(cleanup);
  try {
    const { endpoint } = await startEmulator(cleanup, await installPython(cleanup, EMULATOR, () => undefined), folder);
    const clients = makeClients(endpoint);
    await clients.cloudFormation.send(new CreateStackCommand({ StackName: 'Full', TemplateBody: JSON.stringify(TEMPLATE) }));
    await waitUntilStackCreateComplete({ client: clients.cloudFormation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName: 'Full' });
    await clients.s3.send(new PutObjectCommand({ Bucket: 'full', Key: 'object', Body: 'x' }));
    await destroyStack(clients, 'Full', () => undefined);
    return 'the bucket is gone';
  } catch (error) {
    return messageOf(error);
  } finally {
    await cleanup.run();
  }
}
