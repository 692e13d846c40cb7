import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { DatasetBucket } from '../../examples/taxi/loader/dataset-bucket';

const NO_SUCH_KEY = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>';
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('the dataset bucket', () => {
  const objects = new Map<string, Buffer>();
  const environment = process.env;
  let server: Server;
  let bucket: DatasetBucket;

  beforeAll(async () => {
    process.env = { ...environment, ...CREDENTIALS };
    server = createServer((request, response) => {
      const key = new URL(request.url ?? '', 'http://localhost').pathname;
      const object = objects.get(key);
      if (request.method === 'PUT') {
        buffer(request).then((body) => {
          objects.set(key, body);
          response.setHeader('ETag', '"1"').end();
        }, () => response.writeHead(400).end());
      } else if (object) {
        response.end(object);
      } else {
        response.writeHead(404, { 'Content-Type': 'application/xml' }).end(NO_SUCH_KEY);
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = portOf(server);
    bucket = new DatasetBucket({ bucketName: 'dataset', region: 'us-east-1', endpoint: `http://127.0.0.1:${port}` });
  });

  afterAll(async () => {
    bucket.close();
    await new Promise((resolve) => server.close(resolve));
    process.env = environment;
  });

  test('stores a stream and opens it again', async () => {
    const trips = 'pickup,dropoff\n'.repeat(1000);
    await bucket.store('trips/a.csv', Readable.from([Buffer.from(trips.slice(0, 500)), Buffer.from(trips.slice(500))]));
    expect([...objects.keys()]).toEqual(['/dataset/trips/a.csv']);
    const { content, size } = await bucket.open('trips/a.csv');
    expect(await text(content)).toBe(trips);
    expect(size).toBe(trips.length);
  });

  test('says so when there is no such object', async () => {
    await expect(bucket.open('trips/none.csv')).rejects.toThrow('does not exist: --from-bucket must name an object of the dataset bucket');
  });
});

function portOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address;
}
