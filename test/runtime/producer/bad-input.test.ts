import { HttpKinesis } from './http-kinesis';
import { useRealErrors } from './real-errors';
import {
  AwsCredentials, CredentialsExpiredError, CredentialsMissingError, EndpointUnreachableError, InvalidRecordError, KinesisProducer,
  KinesisProducerOptions, ProducerClosedError, ProducerError, ProducerRecord, RecordTooLargeError, StreamNotFoundError, WrongRegionError,
} from '../../../runtime/producer';

useRealErrors();

/** Milliseconds: no error may come later. */
const RECORD_TTL = 1500;
/** What a loaded machine may take beside. */
const TOLERANCE = 3000;

let kinesis: HttpKinesis;
let producer: KinesisProducer;

async function start(options: Partial<KinesisProducerOptions> = {}): Promise<void> {
  producer = new KinesisProducer({
    streamName: 'trips',
    region: 'eu-central-1',
    endpoint: await kinesis.listen(),
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    recordMaxBufferedTime: 1,
    recordTtl: RECORD_TTL,
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

/** As a caller without TypeScript would hand it over. */
function untyped(value: unknown): ProducerRecord {
  return Object.assign(JSON.parse('{"partitionKey":"bad","data":""}'), value);
}

const good = (n: number): ProducerRecord => ({ partitionKey: `good-${n}`, data: `good ${n}` });

describe.each<[string, ProducerRecord, typeof InvalidRecordError | typeof RecordTooLargeError, string, RegExp]>([
  ['too large', { partitionKey: 'trip-7', data: Buffer.alloc(2_200_000) }, RecordTooLargeError, 'RecordTooLarge', /partition key "trip-7" has 2200006 bytes/],
  ['with an empty key', { partitionKey: '', data: 'x' }, InvalidRecordError, 'InvalidRecord', /partitionKey is "", allowed are 1 to 256/],
  ['with a key of 257 characters', { partitionKey: 'k'.repeat(257), data: 'x' }, InvalidRecordError, 'InvalidRecord', /partitionKey is a string of 257/],
  ['with data that is neither string nor bytes', untyped({ partitionKey: 'trip-7', data: { id: 7 } }), InvalidRecordError, 'InvalidRecord',
    /partition key "trip-7" is invalid: data is an object of class Object/],
])('a record %s', (_, bad, errorClass, code, message) => {
  test('of put is refused by a typed error, and its neighbours go on', async () => {
    await start();
    const refused = producer.put(bad).catch((reason: unknown) => reason);
    const [before, error, after] = await Promise.all([producer.put(good(0)), refused, producer.put(good(1))]);
    expect(error).toBeInstanceOf(errorClass);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect([before.attempts, after.attempts]).toMatchObject([[{ success: true }], [{ success: true }]]);
  });

  test('of putMany is named by its index, and its neighbours go on', async () => {
    await start();
    const { deliveredCount, failures } = await producer.putMany([good(0), bad, good(1)]);
    expect(deliveredCount).toBe(2);
    expect(failures).toEqual([{ index: 1, error: expect.any(errorClass) }]);
    expect(kinesis.delivered.sort()).toEqual(['good 0', 'good 1']);
  });

  test('of a sink is named by its index, and its neighbours go on', async () => {
    await start();
    const failed: [number, string][] = [];
    const onFailure = (error: ProducerError, index: number) => failed.push([index, error.code]);
    const { deliveredCount } = await producer.putAll([good(0), good(1), bad, good(2)], { onFailure });
    expect(deliveredCount).toBe(3);
    expect(failed).toEqual([[2, code]]);
  });
});

test('a put after close is refused by a typed error, however it comes', async () => {
  await start();
  await producer.put(good(0));
  await producer.close();
  await expect(producer.put(good(1))).rejects.toMatchObject({ code: 'ProducerClosed', message: expect.stringContaining('make a new producer') });
  await expect(producer.putMany([good(1)])).rejects.toBeInstanceOf(ProducerClosedError);
  await expect(producer.putAll([good(1)])).rejects.toBeInstanceOf(ProducerClosedError);
  expect(kinesis.delivered).toEqual(['good 0']);
});

interface Trouble {
  readonly options?: Partial<KinesisProducerOptions>;
  readonly begin: () => Promise<void> | void;
  /** Afterwards records go through again. */
  readonly end: () => Promise<void> | void;
  readonly errorClass: abstract new (...args: never[]) => ProducerError;
  readonly code: string;
  readonly message: RegExp;
}

function refusing(type: string, message: string) {
  return {
    begin: () => {
      kinesis.refusal = { status: 400, body: { __type: type, message } };
    },
    end: () => {
      kinesis.refusal = undefined;
    },
  };
}

let keys: () => Promise<AwsCredentials>;
const validKeys = async (): Promise<AwsCredentials> => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' });

test.each<[string, Trouble]>([
  ['a missing stream', {
    ...refusing('ResourceNotFoundException', 'Stream trips under account 123456789012 not found.'),
    errorClass: StreamNotFoundError,
    code: 'StreamNotFound',
    message: /Stream trips under account/,
  }],
  ['no credentials', {
    options: { credentials: async () => keys() },
    begin: () => {
      keys = async () => {
        throw Object.assign(new Error('Could not load credentials from any providers'), { name: 'CredentialsProviderError' });
      };
    },
    end: () => {
      keys = validKeys;
    },
    errorClass: CredentialsMissingError,
    code: 'CredentialsMissing',
    message: /Could not load credentials/,
  }],
  ['expired credentials', {
    ...refusing('ExpiredTokenException', 'The security token included in the request is expired'),
    errorClass: CredentialsExpiredError,
    code: 'CredentialsExpired',
    message: /is expired/,
  }],
  ['a wrong region', {
    ...refusing('InvalidSignatureException', 'Credential should be scoped to a valid region.'),
    errorClass: WrongRegionError,
    code: 'WrongRegion',
    message: /region and endpoint must belong together/,
  }],
  ['an endpoint that is down', {
    begin: async () => kinesis.close(),
    end: async () => kinesis.listen().then(() => undefined),
    errorClass: EndpointUnreachableError,
    code: 'EndpointUnreachable',
    message: /the last attempt failed with ECONNREFUSED/,
  }],
])('%s is a typed error for each record within its time to live, and later records go on', async (_, { options, begin, end, errorClass, code, message }) => {
  keys = validKeys;
  await start(options);
  await begin();
  const since = performance.now();
  const [put, many] = await Promise.all([
    producer.put({ partitionKey: 'trip-7', data: 'x' }).catch((reason: unknown) => reason),
    producer.putMany([{ partitionKey: 'a', data: '1' }, { partitionKey: '', data: '2' }, { partitionKey: 'b', data: '3' }]),
  ]);
  expect(performance.now() - since).toBeLessThan(RECORD_TTL + TOLERANCE);
  expect(put).toBeInstanceOf(errorClass);
  expect(put).toBeInstanceOf(ProducerError);
  expect(put).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(many).toMatchObject({ recordCount: 3, deliveredCount: 0, failures: [{ index: 0, error: { code } }, { index: 1, error: { code: 'InvalidRecord' } }, { index: 2, error: { code } }] });
  await end();
  await expect(producer.put(good(0))).resolves.toMatchObject({ shardId: 'shardId-000000000000' });
});
