import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo, connect, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpProxyAgent } from 'hpagent';
import { observedProducer } from '../../../examples/producer/observed';
import { producerInto, StreamInMemory } from '../../../examples/producer/own-client';
import { producerBehind } from '../../../examples/producer/proxy';
import { producerWithCredentialsFrom } from '../../../examples/producer/rotating-credentials';
import { KinesisProducer } from '../../../runtime/producer';
import { HttpKinesis } from '../../runtime/producer/http-kinesis';
import { useRealErrors } from '../../runtime/producer/real-errors';

useRealErrors();

let kinesis: HttpKinesis;
let endpoint: string;
let folder: string;
let environment: NodeJS.ProcessEnv;

beforeEach(async () => {
  environment = { ...process.env };
  folder = mkdtempSync(join(tmpdir(), 'lifecycle-'));
  kinesis = new HttpKinesis();
  endpoint = await kinesis.listen();
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_ENDPOINT_URL_KINESIS: endpoint, STREAM_NAME: 'trips',
  });
});

afterEach(async () => {
  process.env = environment;
  await kinesis.close();
  rmSync(folder, { recursive: true });
});

test('a Lambda function has everything in the stream when its handler returns', async () => {
  // its producer is made when it is loaded, from the environment
  const { handler } = jest.requireActual<typeof import('../../../examples/producer/lambda')>('../../../examples/producer/lambda');
  const start = performance.now();
  await expect(handler({ readings: [{ sensorId: 'a', value: 1 }, { sensorId: 'b', value: 2 }] })).resolves.toEqual({ delivered: 2 });
  expect(kinesis.delivered).toEqual(['{"sensorId":"a","value":1}', '{"sensorId":"b","value":2}']);
  expect(performance.now() - start).toBeLessThan(5000);
  await expect(handler({ readings: [] })).resolves.toEqual({ delivered: 0 });
  await expect(handler({ readings: [{ sensorId: 'a', value: 1 }, { sensorId: '', value: 2 }] })).rejects.toMatchObject({ code: 'InvalidRecord' });
  kinesis.answers = [{ status: 400, body: { __type: 'AccessDeniedException', message: 'no' } }];
  await expect(handler({ readings: [{ sensorId: 'a', value: 1 }] })).rejects.toMatchObject({ code: 'AccessDenied' });
});

test('credentials are asked for again before they expire, and never while they hold', async () => {
  const file = join(folder, 'credentials.json');
  const renew = (key: string, seconds: number) => writeFileSync(file, JSON.stringify({
    AccessKeyId: key, SecretAccessKey: 'secret', SessionToken: 'token', Expiration: new Date(Date.now() + seconds * 1000).toISOString(),
  }));
  renew('AKIDFIRST', 1);
  const producer = producerWithCredentialsFrom(file, 'trips', 'eu-central-1');
  await producer.put({ partitionKey: 'k', data: '1' });
  renew('AKIDSECOND', 3600);
  // the first ones are about to expire
  await producer.put({ partitionKey: 'k', data: '2' });
  renew('AKIDTHIRD', 3600);
  await producer.put({ partitionKey: 'k', data: '3' });
  await producer.close();
  const keys = kinesis.calls.filter(({ operation }) => operation === 'PutRecords').map(({ headers }) => /Credential=(\w+)/.exec(String(headers.authorization))?.[1]);
  expect(keys).toEqual(['AKIDFIRST', 'AKIDSECOND', 'AKIDSECOND']);
});

/** Knows no more than tunnels, and lets none out of this machine. */
class Proxy {
  public readonly tunnels: string[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer().on('connect', (request, socket: Socket) => {
    this.tunnels.push(String(request.url));
    const { hostname, port } = new URL(`http://${request.url}`);
    if (hostname !== '127.0.0.1') {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const target = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(target).pipe(socket);
    });
    for (const one of [socket, target]) {
      this.sockets.add(one);
      one.on('error', () => one.destroy());
    }
  });

  public async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  public async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('through a proxy', () => {
  let proxy: Proxy;
  let address: string;

  beforeEach(async () => {
    proxy = new Proxy();
    address = await proxy.listen();
  });

  afterEach(async () => proxy.close());

  test('records arrive in a tunnel that is kept', async () => {
    const producer = new KinesisProducer({ streamName: 'trips', endpoint, agent: new HttpProxyAgent({ proxy: address, keepAlive: true }) });
    await producer.put({ partitionKey: 'k', data: '1' });
    await producer.put({ partitionKey: 'k', data: '2' });
    await producer.close();
    expect(kinesis.delivered).toEqual(['1', '2']);
    expect(proxy.tunnels).toEqual([new URL(endpoint).host]);
  });

  test('the example tunnels TLS to the Region\'s endpoint', async () => {
    delete process.env.AWS_ENDPOINT_URL_KINESIS;
    const producer = producerBehind(address, 'trips');
    await expect(producer.put({ partitionKey: 'k', data: 'x' })).rejects.toMatchObject({ code: 'RequestRefused', message: expect.stringContaining('502') });
    await producer.close();
    expect(proxy.tunnels[0]).toBe('kinesis.eu-central-1.amazonaws.com:443');
  });

  test('that is down is an endpoint that is down', async () => {
    await proxy.close();
    const producer = new KinesisProducer({ streamName: 'trips', endpoint, recordTtl: 300, agent: new HttpProxyAgent({ proxy: address }) });
    await expect(producer.put({ partitionKey: 'k', data: '1' })).rejects.toMatchObject({ code: 'EndpointUnreachable' });
    await producer.close();
    proxy = new Proxy();
    await proxy.listen();
  });
});

test('a client of one\'s own takes the records instead of Kinesis', async () => {
  const stream = new StreamInMemory();
  const producer = producerInto(stream);
  stream.isThrottled = true;
  const { attempts } = await producer.put({ partitionKey: 'k', data: 'x' });
  expect(attempts).toMatchObject([{ errorCode: 'ThrottlingException' }, { success: true }]);
  expect(stream.requests).toHaveLength(1);
  await producer.close();
});

test('an observed producer delivers although nobody takes its metrics', async () => {
  Object.assign(process.env, { AWS_ENDPOINT_URL_CLOUDWATCH: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' });
  const failure = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const producer = observedProducer('trips', 'eu-central-1', join(folder, 'throughput.ndjson'));
  await producer.put({ partitionKey: 'k', data: 'x' });
  await producer.close();
  expect(kinesis.delivered).toEqual(['x']);
  expect(failure).toHaveBeenCalledWith('metrics were not uploaded', expect.anything());
  failure.mockRestore();
});
