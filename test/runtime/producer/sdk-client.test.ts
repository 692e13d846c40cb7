import { HttpKinesis } from './http-kinesis';
import { useRealErrors } from './real-errors';
import { decode } from '../../../runtime/kpl-format';
import { KinesisProducer, KinesisProducerOptions } from '../../../runtime/producer';
import { translateSdkError } from '../../../runtime/producer/sdk-errors';

useRealErrors();

let kinesis: HttpKinesis;
let producer: KinesisProducer;

async function start(options: Partial<KinesisProducerOptions> = {}): Promise<void> {
  producer = new KinesisProducer({
    streamName: 'trips',
    region: 'eu-central-1',
    endpoint: await kinesis.listen(),
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
    retryPolicy: { throttle: { baseDelay: 1 }, fault: { baseDelay: 1 } },
    recordMaxBufferedTime: 1,
    ...options,
  });
}

beforeEach(() => {
  kinesis = new HttpKinesis();
});

afterEach(async () => {
  await producer.close();
  await kinesis.close();
});

test('records arrive over HTTP/1.1, signed, on a connection that is kept', async () => {
  await start();
  const results = await Promise.all([1, 2, 3].map(async (n) => producer.put({ partitionKey: `k${n}`, data: `data ${n}` })));
  expect(results[2]).toMatchObject({ shardId: 'shardId-000000000000', sequenceNumber: '1', attempts: [{ success: true }] });
  await producer.put({ partitionKey: 'k4', data: Buffer.alloc(1_500_000) });
  expect(kinesis.calls.map(({ operation }) => operation)).toEqual(['DescribeStreamSummary', 'ListShards', 'PutRecords', 'PutRecords']);
  expect(new Set(kinesis.calls.map(({ port }) => port)).size).toBe(1);
  const [, list, put] = kinesis.calls;
  expect(list.body).toEqual({ StreamName: 'trips', ShardFilter: { Type: 'AT_LATEST' } });
  expect(put).toMatchObject({ httpVersion: '1.1', body: { StreamName: 'trips', Records: [{ PartitionKey: 'a', ExplicitHashKey: '0' }] } });
  expect(put.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/kinesis\/aws4_request/);
  const data = Buffer.from(put.body.Records?.[0].Data ?? '', 'base64');
  expect(decode({ partitionKey: 'a', data }).map((record) => Buffer.from(record.data).toString())).toEqual(['data 1', 'data 2', 'data 3']);
});

test('faults, throttles and cut connections are tried again by the producer alone', async () => {
  await start();
  kinesis.answers = [
    { status: 500, body: { __type: 'InternalFailure', message: 'broken' } },
    { status: 400, body: { __type: 'ProvisionedThroughputExceededException', message: 'slow down' } },
    'cut',
    'no JSON',
    { status: 200, body: { FailedRecordCount: 1, Records: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'broken record' }] } },
  ];
  const { attempts } = await producer.put({ partitionKey: 'k', data: 'x' });
  expect(attempts.map(({ errorCode }) => errorCode)).toEqual([
    'InternalFailure', 'ProvisionedThroughputExceededException', 'ECONNRESET', 'SyntaxError', 'InternalFailure', undefined,
  ]);
  expect(kinesis.calls.filter(({ operation }) => operation === 'PutRecords')).toHaveLength(6);
});

test('what the service refuses is an error at once', async () => {
  await start({ streamName: undefined, streamArn: 'arn:aws:kinesis:eu-central-1:123456789012:stream/trips', region: undefined });
  kinesis.answers = [{ status: 400, body: { __type: 'ResourceNotFoundException', message: 'no such stream' } }];
  await expect(producer.put({ partitionKey: 'k', data: 'x' })).rejects.toMatchObject({ code: 'StreamNotFound', message: expect.stringContaining('no such stream') });
  expect(kinesis.calls.at(-1)?.body.StreamARN).toBe('arn:aws:kinesis:eu-central-1:123456789012:stream/trips');
});

test('a stream that is still being created is waited for', async () => {
  await start();
  kinesis.refusal = { status: 400, body: { __type: 'ResourceInUseException', message: 'Stream trips is not ACTIVE, instead in state CREATING' } };
  const put = producer.put({ partitionKey: 'k', data: 'x' });
  while (kinesis.calls.length < 4) await Promise.race([put, new Promise(setImmediate)]);
  kinesis.refusal = undefined;
  const { attempts } = await put;
  expect(attempts.at(0)).toMatchObject({ success: false, errorCode: 'ResourceInUseException' });
  expect(attempts.at(-1)).toMatchObject({ success: true });
});

test('credentials that cannot be had are an error at once', async () => {
  await start({
    credentials: async () => {
      throw Object.assign(new Error('no keys here'), { name: 'CredentialsProviderError' });
    },
  });
  await expect(producer.put({ partitionKey: 'k', data: 'x' })).rejects.toMatchObject({ code: 'CredentialsMissing' });
  expect(kinesis.calls).toHaveLength(0);
});

test('an endpoint that is down is an error with all attempts when the time to live is over', async () => {
  await start({ recordTtl: 200 });
  await kinesis.close();
  await expect(producer.put({ partitionKey: 'k', data: 'x' })).rejects.toMatchObject({
    code: 'EndpointUnreachable',
    attempts: expect.arrayContaining([expect.objectContaining({ errorCode: 'ECONNREFUSED' })]),
  });
});

test('requests that are signed for another region than the endpoint\'s are an error at once', async () => {
  await start();
  kinesis.answers = [{ status: 400, body: { __type: 'InvalidSignatureException', message: 'Credential should be scoped to a valid region. ' } }];
  await expect(producer.put({ partitionKey: 'k', data: 'x' })).rejects.toMatchObject({ code: 'WrongRegion', message: expect.stringContaining('region and endpoint') });
});

test('expired credentials are an error at once', async () => {
  await start();
  kinesis.answers = [{ status: 400, body: { __type: 'ExpiredTokenException', message: 'The security token included in the request is expired' } }];
  await expect(producer.put({ partitionKey: 'k', data: 'x' })).rejects.toMatchObject({ code: 'CredentialsExpired' });
});

test('no region at all is a problem of the options', async () => {
  const environment = { ...process.env };
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) delete process.env[name];
  Object.assign(process.env, { AWS_CONFIG_FILE: '/nowhere/config', AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials' });
  try {
    await start({ region: undefined });
    await expect(producer.put({ partitionKey: 'k', data: 'x' })).rejects.toMatchObject({ code: 'InvalidOptions', message: expect.stringContaining('region is not set') });
  } finally {
    Object.assign(process.env, environment);
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) if (environment[name] === undefined) delete process.env[name];
  }
});

test.each([
  [{ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } }, 'InternalFailure', 'fault'],
  [{ name: 'KMSThrottlingException', $metadata: { httpStatusCode: 400 } }, 'KMSThrottlingException', 'throttle'],
  [{ name: 'UnknownError', $metadata: { httpStatusCode: 429 } }, 'UnknownError', 'throttle'],
  [{ name: 'InvalidSignatureException', $metadata: { httpStatusCode: 400, clockSkewCorrected: true } }, 'InvalidSignatureException', 'fault'],
  [{ name: 'InvalidSignatureException', $metadata: { httpStatusCode: 400 } }, 'InvalidSignatureException', 'refused'],
  [{ name: 'Error', code: 'EPIPE' }, 'EPIPE', 'fault'],
  [{ name: 'ExpiredNextTokenException', $metadata: { httpStatusCode: 400 } }, 'ExpiredNextTokenException', 'fault'],
  [{ name: 'SyntaxError', $metadata: { httpStatusCode: 200 } }, 'SyntaxError', 'fault'],
  [{ name: 'Error', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'refused'],
  [{ name: 'Error', code: 'CERT_HAS_EXPIRED' }, 'CERT_HAS_EXPIRED', 'refused'],
  [{ name: 'Error', code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'ERR_TLS_CERT_ALTNAME_INVALID', 'refused'],
  [{ name: 'Error', message: 'Region is missing' }, 'Error', 'refused'],
])('the SDK error %j is %s, a %s', (error, code, kind) => {
  expect(translateSdkError(error)).toMatchObject({ code, kind });
});
