import { Readable } from 'node:stream';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { destroyStack } from '../../../local/deploy/destroy';
import { makeClients } from '../../../local/emulator/clients';

const CREDENTIALS = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const ID = 'arn:aws:cloudformation:us-east-1:000000000000:stack/S/1';

interface Event { readonly id: string; readonly status: string; readonly reason?: string }

/** A stack with two buckets of two objects each, whose deletion ends with these events. */
function stackThatEnds(status: string, events: readonly Event[]) {
  const asked: string[] = [];
  let deleting = false;
  const xml = (operation: string, content: string) => `<${operation}Response><${operation}Result>${content}</${operation}Result></${operation}Response>`;
  const answers: { readonly [operation: string]: () => string } = {
    DescribeStacks: () => `<Stacks><member><StackId>${ID}</StackId><StackName>S</StackName><StackStatus>${deleting ? status : 'CREATE_COMPLETE'}</StackStatus></member></Stacks>`,
    ListStackResources: () => `<StackResourceSummaries>${['kept', 'dropped'].map((name) =>
      `<member><ResourceType>AWS::S3::Bucket</ResourceType><LogicalResourceId>${name}</LogicalResourceId><PhysicalResourceId>${name}</PhysicalResourceId></member>`).join('')}</StackResourceSummaries>`,
    DeleteStack: () => { deleting = true; return ''; },
    DescribeStackEvents: () => `<StackEvents>${events.map(({ id, status: of, reason = '' }) => `<member><LogicalResourceId>${id}</LogicalResourceId>
      <PhysicalResourceId>${id}</PhysicalResourceId><ResourceType>${id === ID ? 'AWS::CloudFormation::Stack' : 'T'}</ResourceType><ResourceStatus>${of}</ResourceStatus>
      <ResourceStatusReason>${reason}</ResourceStatusReason></member>`).join('')}</StackEvents>`,
  };
  const cloudFormation = new CloudFormationClient({
    ...CREDENTIALS,
    requestHandler: {
      handle: async ({ body }: { readonly body: string }) => {
        const operation = new URLSearchParams(body).get('Action') ?? '';
        asked.push(`${operation} ${new URLSearchParams(body).get('StackName')}`);
        return { response: { statusCode: 200, headers: {}, body: Buffer.from(xml(operation, answers[operation]?.() ?? '')) } };
      },
    },
  });
  const list = '<ListBucketResult><Contents><Key>a</Key></Contents><Contents><Key>b</Key></Contents></ListBucketResult>';
  const s3 = new S3Client({
    ...CREDENTIALS,
    forcePathStyle: true,
    requestHandler: { handle: async () => ({ response: { statusCode: 200, headers: {}, body: Readable.from([Buffer.from(list)]) } }) },
  });
  return { clients: { ...makeClients('http://127.0.0.1:1'), cloudFormation, s3 }, asked };
}

test('a stack that is gone is followed by its id, and what is retained is told apart', async () => {
  const { clients, asked } = stackThatEnds('DELETE_COMPLETE', [
    { id: 'dropped', status: 'DELETE_COMPLETE' }, { id: 'kept', status: 'DELETE_SKIPPED' }, { id: ID, status: 'DELETE_COMPLETE' },
  ]);
  const progress: number[][] = [];
  expect(await destroyStack(clients, 'S', (done, total) => progress.push([done, total]))).toEqual({ resources: 1, retained: 1, objectsDeleted: 2 });
  expect(progress).toEqual([[2, 2]]);
  expect(asked).toContain(`DeleteStack ${ID}`);
});

test('what could not be deleted is told with its reason', async () => {
  const { clients } = stackThatEnds('DELETE_FAILED', [{ id: 'dropped', status: 'DELETE_FAILED', reason: 'BucketNotEmpty' }]);
  await expect(destroyStack(clients, 'S', () => undefined)).rejects.toThrow('stack S is DELETE_FAILED: dropped (T): BucketNotEmpty');
});
