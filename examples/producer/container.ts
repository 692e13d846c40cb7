import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { KinesisProducer } from 'streaming-analytics-pipeline/producer';

/**
 * A service in a container: answers a POST when the stream has its body, with the path as the partition key.
 *
 * When the orchestrator ends it (ECS and Kubernetes send SIGTERM, and SIGKILL 30 seconds later), it takes no more requests, delivers what it has
 * taken, and ends before it is killed.
 */
const producer = new KinesisProducer({ streamName: process.env.STREAM_NAME });

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    producer.put({ partitionKey: request.url ?? '/', data: Buffer.concat(chunks) }).then(
      () => response.writeHead(204).end(),
      // what the stream does not have, the client must hear of
      (error: Error) => response.writeHead(503).end(error.message),
    );
  });
});

process.once('SIGTERM', () => {
  server.close();
  server.closeIdleConnections();
  // less than the 30 seconds that the orchestrator waits; the answers go out as the records end
  void producer.close({ deadline: 20_000 });
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  const address: AddressInfo | string | null = server.address();
  console.log(`listening on ${typeof address === 'string' ? address : address?.port}`);
});
