import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { makeClients } from '../../../../local/emulator/clients';
import type { DiscardedBatch } from '../../../../local/workers/event-source/discarded-batch';
import { destinationOf } from '../../../../local/workers/event-source/on-failure-destination';
import { streamRecord } from '../records';

const CREDENTIALS = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const ARRIVAL = new Date('2026-01-02T03:04:05.678Z');
const BATCH: DiscardedBatch = {
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
  streamArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s',
  roleArn: 'arn:aws:iam::000000000000:role/f',
  records: [streamRecord(1, 'a', ARRIVAL), streamRecord(3, 'b', ARRIVAL)],
  condition: 'RetryAttemptsExhausted',
  invokeCount: 4,
  functionError: true,
};
const POSITION = {
  requestContext: { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), functionArn: BATCH.functionArn, condition: 'RetryAttemptsExhausted', approximateInvokeCount: 4 },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  version: '1.0',
  timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  KinesisBatchInfo: {
    shardId: 'shardId-000000000000',
    startSequenceNumber: '1',
    endSequenceNumber: '3',
    approximateArrivalOfFirstRecord: '2026-01-02T03:04:05.678Z',
    approximateArrivalOfLastRecord: '2026-01-02T03:04:05.678Z',
    batchSize: 2,
    streamArn: BATCH.streamArn,
  },
};

test('a bucket gets the position and the whole invocation', async () => {
  const objects = new Map<string, string>();
  const s3 = new S3Client({
    ...CREDENTIALS,
    forcePathStyle: true,
    requestHandler: {
      handle: async ({ path, body }: { readonly path: string; readonly body: string }) => {
        objects.set(path, String(body));
        return { response: { statusCode: 200, headers: {}, body: Buffer.alloc(0) } };
      },
    },
  });
  const destination = destinationOf('arn:aws:s3:::lost', 'mapping-id', { ...makeClients('http://127.0.0.1:1'), s3 });
  const place = await destination.keep(BATCH);
  const [[path = '', body = ''] = []] = objects;
  expect(path).toMatch(/^\/lost\/aws\/lambda\/mapping-id\/shardId-000000000000\/\d{4}\/\d\d\/\d\d\/\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d-[0-9a-f-]{36}$/);
  expect(place).toBe(`s3:/${path}`);
  const { payload, ...position } = JSON.parse(body);
  expect(position).toEqual(POSITION);
  expect(JSON.parse(payload).Records.map(({ kinesis }: { kinesis: { data: string } }) => kinesis.data)).toEqual(['YQ==', 'Yg==']);
});

test('a queue gets the position alone', async () => {
  const messages: unknown[] = [];
  const sqs = new SQSClient({
    ...CREDENTIALS,
    requestHandler: {
      handle: async ({ body, headers }: { readonly body: string; readonly headers: { readonly [name: string]: string } }) => {
        const isSend = headers['x-amz-target'] === 'AmazonSQS.SendMessage';
        if (isSend) messages.push(JSON.parse(JSON.parse(body).MessageBody));
        const answer = isSend ? { MessageId: '1' } : { QueueUrl: 'http://127.0.0.1:1/000000000000/lost' };
        return { response: { statusCode: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) } };
      },
    },
    md5: false,
  });
  const destination = destinationOf('arn:aws:sqs:us-east-1:000000000000:lost', 'mapping-id', { ...makeClients('http://127.0.0.1:1'), sqs });
  expect(await destination.keep({ ...BATCH, functionError: undefined })).toBe('the queue lost');
  const { responseContext: _, ...position } = POSITION;
  expect(messages).toEqual([position]);
});

test('another kind of destination is refused', () => {
  expect(() => destinationOf('arn:aws:sns:us-east-1:000000000000:topic', 'id', makeClients('http://127.0.0.1:1')))
    .toThrow('the on-failure destination arn:aws:sns:us-east-1:000000000000:topic is neither a bucket nor a queue');
});
