import { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2';
import { ManagedApplication } from '../../../runtime/functions/studio-lifecycle/application';

/** The real client, answered at the edge of HTTP. */
function application(answer: { statusCode: number; body: object }) {
  const seen: { target: string; body: unknown }[] = [];
  const client = new KinesisAnalyticsV2Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: async ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
        seen.push({ target: headers['x-amz-target'].split('.')[1], body: JSON.parse(new TextDecoder().decode(body)) });
        const bytes = Buffer.from(JSON.stringify(answer.body));
        return { response: { statusCode: answer.statusCode, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: bytes } };
      },
    },
  });
  return { managed: new ManagedApplication('studio', client), seen };
}

test('status is what the service says', async () => {
  const { managed, seen } = application({ statusCode: 200, body: { ApplicationDetail: { ApplicationStatus: 'STARTING' } } });
  expect(await managed.status()).toBe('STARTING');
  expect(seen).toEqual([{ target: 'DescribeApplication', body: { ApplicationName: 'studio' } }]);
});

test('an application that the service does not know has no status, any other error is one', async () => {
  expect(await application({ statusCode: 400, body: { __type: 'ResourceNotFoundException' } }).managed.status()).toBeUndefined();
  await expect(application({ statusCode: 400, body: { __type: 'InvalidArgumentException', message: 'no' } }).managed.status()).rejects.toThrow('no');
});

test('start and stop ask for just that', async () => {
  const { managed, seen } = application({ statusCode: 200, body: {} });
  await managed.start();
  await managed.stop();
  expect(seen).toEqual([{ target: 'StartApplication', body: { ApplicationName: 'studio' } }, { target: 'StopApplication', body: { ApplicationName: 'studio' } }]);
  await managed.stop(true);
  expect(seen.at(-1)).toEqual({ target: 'StopApplication', body: { ApplicationName: 'studio', Force: true } });
});

test('a URL is for the notebook and for the shortest session', async () => {
  const { managed, seen } = application({ statusCode: 200, body: { AuthorizedUrl: 'https://studio.example/a/?authToken=b' } });
  expect(await managed.url()).toBe('https://studio.example/a/?authToken=b');
  expect(seen).toEqual([{
    target: 'CreateApplicationPresignedUrl', body: { ApplicationName: 'studio', UrlType: 'ZEPPELIN_UI_URL', SessionExpirationDurationInSeconds: 1800 },
  }]);
  await expect(application({ statusCode: 200, body: {} }).managed.url()).rejects.toThrow('application studio has no URL');
});
