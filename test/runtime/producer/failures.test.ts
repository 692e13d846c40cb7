import { FakeKinesis } from './fake-kinesis';
import { producerOf, rejection, settle, useDeterminism } from './harness';
import { decode } from '../../../runtime/kpl-format';
import { BufferFullError, FailedAttempt, KinesisApiError, RecordExpiredError, RetriesExhaustedError } from '../../../runtime/producer';

useDeterminism();

const THROTTLE = 'ProvisionedThroughputExceededException';
const down = new KinesisApiError('ECONNREFUSED', 'fault', 'connect ECONNREFUSED');

describe('records of an answered call', () => {
  test('the failed ones alone are sent again', async () => {
    const client = new FakeKinesis(1);
    client.fate = (_, call) => (call === 1 ? { errorCodeOf: (index) => (index % 2 === 0 ? THROTTLE : 'InternalFailure') } : undefined);
    const producer = producerOf(client, { aggregationMaxCount: 1 });
    const results = await settle(Promise.all(Array.from({ length: 10 }, async (_, n) => producer.put({ partitionKey: 'k', data: `${n}` }))));
    expect(client.kinesisRecords).toHaveLength(10);
    // throttles and faults come back apart, each group in one request
    expect(client.requests.map(({ records }) => records.length)).toEqual([10, 5, 5]);
    expect(results[0].attempts).toMatchObject([{ success: false, errorCode: THROTTLE, errorMessage: `${THROTTLE} by the test` }, { success: true }]);
    expect(results[1].attempts).toMatchObject([{ success: false, errorCode: 'InternalFailure' }, { success: true }]);
  });

  test('expire with all their attempts', async () => {
    const client = new FakeKinesis(1);
    client.fate = () => ({ errorCodeOf: () => THROTTLE });
    const producer = producerOf(client, { recordTtl: 5000 });
    const error = await rejection(producer.put({ partitionKey: 'k', data: 'x' }));
    expect(error).toBeInstanceOf(RecordExpiredError);
    expect(error.attempts).toHaveLength(client.requests.length);
    expect(error.attempts.length).toBeGreaterThan(3);
    expect(error.message).toMatch('not delivered within its time to live of 5000 ms; the last attempt failed with ProvisionedThroughputExceeded');
    expect(performance.now()).toBeLessThan(5200);
  });

  test('without a result count as a fault', async () => {
    const client = new FakeKinesis(1);
    const putRecords = client.putRecords.bind(client);
    const answers = [{ records: [{}] }, { records: [] }];
    client.putRecords = async (request, options) => answers.pop() ?? putRecords(request, options);
    const { attempts } = await settle(producerOf(client).put({ partitionKey: 'k', data: 'x' }));
    expect(attempts.map(({ errorCode }) => errorCode)).toEqual(['InvalidResponse', 'InvalidResponse', undefined]);
  });
});

describe('calls that fail as a whole', () => {
  test('are tried again', async () => {
    const client = new FakeKinesis(2);
    client.fate = (_, call) => (call <= 3 ? down : undefined);
    const producer = producerOf(client);
    const { attempts } = await settle(producer.put({ partitionKey: 'k', data: 'x' }));
    expect(attempts.map(({ errorCode }) => errorCode)).toEqual(['ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED', undefined]);
    expect(producer.metrics()).toMatchObject({ ErrorsByCode: { ECONNREFUSED: 3 }, RetriesPerRecord: { sum: 3 } });
  });

  test('end at the request timeout, even when the client ignores it', async () => {
    const client = new FakeKinesis(1);
    const putRecords = client.putRecords.bind(client);
    let calls = 0;
    client.putRecords = async (request, options) => (++calls === 1 ? new Promise(() => undefined) : putRecords(request, options));
    const { attempts } = await settle(producerOf(client, { requestTimeout: 2000 }).put({ partitionKey: 'k', data: 'x' }));
    expect(attempts).toMatchObject([{ errorCode: 'RequestTimeout', duration: 2000 }, { success: true }]);
  });

  test.each([
    ['ResourceNotFoundException', 'StreamNotFoundError', 'StreamNotFound'],
    ['AccessDeniedException', 'AccessDeniedError', 'AccessDenied'],
    ['ExpiredTokenException', 'CredentialsExpiredError', 'CredentialsExpired'],
    ['UnrecognizedClientException', 'CredentialsInvalidError', 'CredentialsInvalid'],
    ['CredentialsProviderError', 'CredentialsMissingError', 'CredentialsMissing'],
    ['KMSDisabledException', 'RequestRefusedError', 'RequestRefused'],
  ])('with %s reject at once with a %s', async (awsCode, name, code) => {
    const client = new FakeKinesis(1);
    client.fate = () => new KinesisApiError(awsCode, 'refused', 'because');
    const error = await rejection(producerOf(client).put({ partitionKey: 'k', data: 'x' }));
    expect(error).toMatchObject({ name, code, message: `the service refused the call with ${awsCode}: because`, attempts: [{ errorCode: awsCode }] });
    expect(client.requests).toHaveLength(1);
  });

  test('because the certificate is not trusted say how to trust it, at once', async () => {
    const client = new FakeKinesis(1);
    client.fate = () => new KinesisApiError('DEPTH_ZERO_SELF_SIGNED_CERT', 'refused', 'self-signed certificate');
    const error = await rejection(producerOf(client).put({ partitionKey: 'k', data: 'x' }));
    expect(error).toMatchObject({ name: 'EndpointUnreachableError', code: 'EndpointUnreachable', attempts: [{ errorCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }] });
    expect(error.message).toMatch(/DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate: check endpoint, or trust .* NODE_EXTRA_CA_CERTS/);
    expect(client.requests).toHaveLength(1);
  });

  test('for the sake of one record leave its neighbours alone', async () => {
    const client = new FakeKinesis(1);
    const isBad = ({ data }: { data: Uint8Array }) => Buffer.from(data).toString() === 'bad';
    client.fate = ({ records }) => (records.some(isBad) ? new KinesisApiError('ValidationException', 'refused', 'one of them') : undefined);
    const producer = producerOf(client, { aggregationMaxCount: 1 });
    const outcomes = await settle(Promise.allSettled(Array.from({ length: 50 }, async (_, n) => {
      return producer.put({ partitionKey: 'k', data: n === 31 ? 'bad' : 'good' });
    })));
    expect(outcomes.map(({ status }, n) => (status === 'rejected' ? n : -1)).filter((n) => n >= 0)).toEqual([31]);
    expect(outcomes[31]).toMatchObject({ reason: { code: 'RequestRefused', attempts: [{ success: false, errorCode: 'ValidationException' }] } });
    expect(client.kinesisRecords).toHaveLength(49);
  });

  test('for the sake of one record are no attempts of its neighbours', async () => {
    const client = new FakeKinesis(1);
    const isBad = ({ data }: { data: Uint8Array }) => Buffer.from(data).toString() === 'bad';
    // each neighbour is throttled once, too: with the halvings counted, two attempts would not be enough
    const throttled = new Set<Uint8Array>();
    client.fate = ({ records }) => {
      if (records.some(isBad)) return new KinesisApiError('ValidationException', 'refused', 'one of them');
      const again = records.map(({ data }) => throttled.has(data));
      for (const { data } of records) throttled.add(data);
      return { errorCodeOf: (index) => (again[index] ? undefined : THROTTLE) };
    };
    const producer = producerOf(client, { aggregationMaxCount: 1, retryPolicy: { throttle: { maxAttempts: 2 } } });
    const outcomes = await settle(Promise.allSettled(Array.from({ length: 50 }, async (_, n) => {
      return producer.put({ partitionKey: 'k', data: Buffer.from(n === 31 ? 'bad' : 'good') });
    })));
    for (const [n, outcome] of outcomes.entries()) {
      if (n !== 31) expect(outcome).toMatchObject({ status: 'fulfilled', value: { attempts: [{ errorCode: THROTTLE }, { success: true }] } });
    }
    // 49 throttles, the bad record alone, and each request that was halved once
    const halved = client.requests.filter(({ records }) => records.length > 1 && records.some(isBad)).length;
    expect(halved).toBeGreaterThan(2);
    expect(producer.metrics()).toMatchObject({
      ErrorsByCode: { [THROTTLE]: 49, ValidationException: halved + 1 },
      RetriesPerRecord: { count: 50, sum: 49 },
      BufferingTime: { count: 50 },
    });
  });

  test('with an exception that is no KinesisApiError are not tried again', async () => {
    const client = new FakeKinesis(1);
    client.putRecords = () => {
      throw new TypeError('a bug in the client');
    };
    const error = await rejection(producerOf(client).put({ partitionKey: 'k', data: 'x' }));
    expect(error).toMatchObject({ code: 'RequestRefused', message: 'the service refused the call with TypeError: a bug in the client' });
  });
});

describe('the retry policy', () => {
  const throttled = () => {
    const client = new FakeKinesis(1);
    client.fate = () => ({ errorCodeOf: () => THROTTLE });
    return client;
  };

  test('limits throttles and faults apart', async () => {
    const producer = producerOf(throttled(), { retryPolicy: { throttle: { maxAttempts: 3 }, fault: { maxAttempts: 9 } } });
    const error = await rejection(producer.put({ partitionKey: 'k', data: 'x' }));
    expect(error).toBeInstanceOf(RetriesExhaustedError);
    expect(error.attempts).toHaveLength(3);
  });

  test('asks the caller', async () => {
    const seen: FailedAttempt[] = [];
    const retryWhen = (failed: FailedAttempt) => {
      seen.push(failed);
      return failed.attempts < 2;
    };
    const error = await rejection(producerOf(throttled(), { retryPolicy: { retryWhen } }).put({ partitionKey: 'k', data: 'x' }));
    expect(error).toMatchObject({ code: 'RetriesExhausted' });
    expect(seen).toMatchObject([{ kind: 'throttle', errorCode: THROTTLE, attempts: 1, age: 110 }, { attempts: 2 }]);
  });

  test('survives a criterion that throws', async () => {
    const retryWhen = () => {
      throw new Error('a bug in the criterion');
    };
    expect(await rejection(producerOf(throttled(), { retryPolicy: { retryWhen } }).put({ partitionKey: 'k', data: 'x' })))
      .toMatchObject({ code: 'RetriesExhausted' });
  });

  test('backs off exponentially, with full jitter and an upper limit', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const retryPolicy = { throttle: { baseDelay: 100, maxDelay: 1000, maxAttempts: 8 } };
    const { attempts } = await rejection(producerOf(throttled(), { retryPolicy }).put({ partitionKey: 'k', data: 'x' }));
    expect(attempts.map(({ delay }) => delay)).toEqual([100, 50, 100, 200, 400, 500, 500, 500]);
  });
});

describe('learning the shards', () => {
  test('is tried again until it succeeds', async () => {
    const client = new FakeKinesis(2);
    client.listError = down;
    const producer = producerOf(client);
    const put = producer.put({ partitionKey: 'k', data: 'x' });
    await jest.advanceTimersByTimeAsync(5000);
    client.listError = undefined;
    const { attempts } = await settle(put);
    expect(attempts.at(0)).toMatchObject({ success: false, errorCode: 'ECONNREFUSED' });
    expect(attempts.at(-1)).toMatchObject({ success: true });
    expect(client.listings).toBeLessThanOrEqual(12);
  });

  test('lets records expire', async () => {
    const client = new FakeKinesis(2);
    client.listError = down;
    const error = await rejection(producerOf(client, { recordTtl: 3000 }).put({ partitionKey: 'k', data: 'x' }));
    expect(error).toMatchObject({ name: 'EndpointUnreachableError', code: 'EndpointUnreachable' });
    expect(error.attempts.length).toBeGreaterThan(0);
  });

  test('rejects at once when the stream does not exist, and is tried anew for later records', async () => {
    const client = new FakeKinesis(2);
    client.listError = new KinesisApiError('ResourceNotFoundException', 'refused', 'no stream trips');
    const producer = producerOf(client);
    expect(await rejection(producer.put({ partitionKey: 'k', data: 'x' }))).toMatchObject({ name: 'StreamNotFoundError' });
    client.listError = undefined;
    await settle(producer.put({ partitionKey: 'k', data: 'x' }));
    expect(client.userRecords).toHaveLength(1);
  });

  test('does without DescribeStreamSummary where it is not allowed', async () => {
    const client = new FakeKinesis(2);
    client.describeError = new KinesisApiError('AccessDeniedException', 'refused', 'no');
    await settle(producerOf(client).put({ partitionKey: 'k', data: 'x' }));
    expect(client.userRecords).toHaveLength(1);
  });

  test('refuses a listing that makes no sense', async () => {
    const client = new FakeKinesis(1);
    client.listShards = async () => ({ shards: [{ shardId: 's', startingHashKey: 'zero', endingHashKey: '1' }] });
    expect(await rejection(producerOf(client).put({ partitionKey: 'k', data: 'x' }))).toMatchObject({ code: 'RequestRefused' });
  });

  test('sends single records where the listing has a gap', async () => {
    const client = new FakeKinesis(2);
    const listShards = client.listShards.bind(client);
    client.listShards = async (request) => ({ shards: (await listShards(request)).shards.slice(1) });
    await settle(Promise.all(Array.from({ length: 100 }, async (_, n) => producerOf(client).put({ partitionKey: `k${n}`, data: 'x' }))));
    expect(client.userRecords).toHaveLength(100);
  });
});

describe('a full buffer', () => {
  // two fill a buffer of 1048832 bytes to the last one
  const record = { partitionKey: 'k', data: Buffer.alloc(524_159) };

  test('rejects when told so, and is empty again when all is delivered', async () => {
    const producer = producerOf(new FakeKinesis(1), { bufferMaxSize: 1_048_832, whenBufferFull: 'reject' });
    for (let round = 0; round < 3; round++) {
      const puts = [1, 2].map(async () => producer.put(record));
      expect(await rejection(producer.put({ partitionKey: 'k', data: '' }))).toBeInstanceOf(BufferFullError);
      await settle(Promise.all(puts));
    }
  });

  test('lets later puts wait, in their order', async () => {
    const client = new FakeKinesis(1);
    const producer = producerOf(client, { bufferMaxSize: 1_048_832 });
    const order: number[] = [];
    await settle(Promise.all(Array.from({ length: 10 }, async (_, n) => {
      await producer.put(record);
      order.push(n);
    })));
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Math.max(...client.requests.map(({ records }) => records.length))).toBe(2);
  });

  test.each([[false], [true]])('does not wait for the buffered time to make room (shards known: %s)', async (shardsKnown) => {
    const client = new FakeKinesis(2);
    const producer = producerOf(client, { bufferMaxSize: 1_048_832, recordMaxBufferedTime: 20_000, aggregationMaxSize: 10_000_000 });
    if (shardsKnown) await settle(Promise.all([producer.put({ partitionKey: 'k', data: 'x' }), producer.flush()]));
    const before = client.requests.length;
    const start = performance.now();
    const puts = Array.from({ length: 6 }, async () => producer.put(record));
    // the last two fill the buffer themselves, but nobody waits for their room
    await settle(Promise.all(puts.slice(0, 4)));
    expect(performance.now() - start).toBeLessThan(1000);
    await settle(Promise.all([...puts, producer.flush()]), 1000);
    expect(client.requests.length - before).toBe(3);
  });
});

test('an aggregate that is partly expired is taken apart', async () => {
  const client = new FakeKinesis(1);
  client.fate = (_, call) => (call === 1 ? { errorCodeOf: () => THROTTLE } : undefined);
  jest.spyOn(Math, 'random').mockReturnValue(1);
  const retryPolicy = { throttle: { baseDelay: 400, maxDelay: 400 } };
  const producer = producerOf(client, { recordTtl: 500, recordMaxBufferedTime: 100, retryPolicy });
  const old = producer.put({ partitionKey: 'k', data: 'old' });
  await jest.advanceTimersByTimeAsync(90);
  const young = producer.put({ partitionKey: 'k', data: 'young' });
  expect(await rejection(old)).toMatchObject({ code: 'RecordExpired', attempts: [{ errorCode: THROTTLE }] });
  expect(await settle(young)).toMatchObject({ attempts: [{ errorCode: THROTTLE }, { success: true }] });
  expect(client.requests.map(({ records }) => decode(records[0]).length)).toEqual([2, 1]);
});
