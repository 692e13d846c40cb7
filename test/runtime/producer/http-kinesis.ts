import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { decode } from '../../../runtime/kpl-format';

/** A call as it came. */
export interface Call {
  readonly operation: string;
  readonly body: { readonly [name: string]: unknown; readonly Records?: { Data: string; PartitionKey: string; ExplicitHashKey?: string }[] };
  readonly headers: IncomingMessage['headers'];
  readonly httpVersion: string;
  readonly port: number | undefined;
}

/** What becomes of a PutRecords call. */
export type Answer = { readonly status: number; readonly body: unknown } | 'cut' | 'no JSON';

/** Speaks as much of the Kinesis API over HTTP as a producer needs. */
export class HttpKinesis {
  public readonly calls: Call[] = [];
  public answers: Answer[] = [];
  /** Calls that are not PutRecords are answered with it. */
  public refusal: Answer | undefined;
  private readonly accepted: Call[] = [];
  private port = 0;
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => this.answer(request, response, Buffer.concat(chunks).toString('utf8')));
  });

  /** On the same port as before. */
  public async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    this.port = address.port;
    return `http://127.0.0.1:${address.port}`;
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The data of all user records that were accepted. */
  public get delivered(): string[] {
    return this.accepted.flatMap(({ body }) => body.Records ?? []).flatMap(({ Data, PartitionKey }) => {
      return decode({ partitionKey: PartitionKey, data: Buffer.from(Data, 'base64') }).map((record) => Buffer.from(record.data).toString());
    });
  }

  private answer(request: IncomingMessage, response: ServerResponse, text: string): void {
    const operation = String(request.headers['x-amz-target']).split('.')[1];
    const call = { operation, body: JSON.parse(text), headers: request.headers, httpVersion: request.httpVersion, port: request.socket.remotePort };
    this.calls.push(call);
    const answer = operation === 'PutRecords' ? this.answers.shift() ?? this.accept(call) : this.refusal ?? { status: 200, body: this.describe(operation) };
    if (answer === 'cut') {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': '1000' });
      response.write('{"FailedRecordCount":', () => request.socket.destroy());
      return;
    }
    if (answer === 'no JSON') {
      // whole for HTTP, because nothing says how long it is to be
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end('{"FailedRecordCount":');
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer.body));
  }

  private accept(call: Call): Answer {
    const { body } = call;
    this.accepted.push(call);
    const records = (body.Records ?? []).map((_, index) => ({ SequenceNumber: String(index + 1), ShardId: 'shardId-000000000000' }));
    return { status: 200, body: { FailedRecordCount: 0, Records: records } };
  }

  private describe(operation: string): unknown {
    if (operation === 'DescribeStreamSummary') {
      return { StreamDescriptionSummary: { StreamName: 'trips', RecordDistributionStrategy: 'USER_PARTITION_KEY', MaxRecordSizeInKiB: 2048 } };
    }
    return {
      Shards: [{
        ShardId: 'shardId-000000000000',
        HashKeyRange: { StartingHashKey: '0', EndingHashKey: String(2n ** 128n - 1n) },
        SequenceNumberRange: { StartingSequenceNumber: '1' },
      }],
    };
  }
}
