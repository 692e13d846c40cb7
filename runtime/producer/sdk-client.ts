import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { DescribeStreamSummaryCommand, KinesisClient, ListShardsCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import {
  CallOptions, KinesisApi, ListShardsRequest, ListShardsResponse, PutRecordsRequest, PutRecordsResponse, StreamIdentity, StreamSummary,
} from './kinesis-api';
import { KinesisProducerOptions } from './producer-options';
import { PutRecordsCall, PutRecordsHandler } from './put-records-handler';
import { RequestBodies } from './request-body';
import { translateSdkError } from './sdk-errors';

const DEFAULT_CONNECTIONS = 24;

/** The client of the AWS SDK, behind the producer's own interface. */
export function createSdkClient(options: KinesisProducerOptions): KinesisApi {
  const agentOptions = { keepAlive: true, maxSockets: options.maxConnections ?? DEFAULT_CONNECTIONS };
  // the SDK's default for Kinesis is HTTP/2, which takes more processor time per record in every case measured
  const agents = { http: options.agent ?? new HttpAgent(agentOptions), https: options.agent ?? new HttpsAgent(agentOptions) };
  const handler = new PutRecordsHandler(agents, options.connectTimeout ?? 6000);
  return new SdkClient(handler, new KinesisClient({
    region: options.region ?? options.streamArn?.split(':')[3],
    endpoint: options.endpoint,
    credentials: options.credentials,
    // the producer retries, and counts
    maxAttempts: 1,
    requestHandler: handler,
    // sorting its middleware for every call is a quarter of what the SDK takes for one
    cacheMiddleware: true,
  }));
}

class SdkClient implements KinesisApi {
  public readonly keepsData = false;
  private readonly bodies = new RequestBodies();
  private readonly callOf = new WeakMap<object, PutRecordsCall>();

  constructor(private readonly handler: PutRecordsHandler, private readonly client: KinesisClient) {
    client.middlewareStack.add((next) => async (step) => {
      const call = this.callOf.get(step.input);
      if (call !== undefined) Object.assign(Object(step.request), { body: call.body });
      return next(step);
      // before the SDK counts the bytes, and long before it signs them
    }, { step: 'build', priority: 'high', name: 'prebuiltPutRecordsBody' });
  }

  public async putRecords(request: PutRecordsRequest, { signal }: CallOptions): Promise<PutRecordsResponse> {
    // the endpoint may depend on the stream; the records go into the body directly
    const input = { StreamName: request.streamName, StreamARN: request.streamArn, Records: [] };
    const call = new PutRecordsCall(this.bodies.write(request), signal);
    this.callOf.set(input, call);
    this.handler.expect(call);
    // an answer that is no JSON is a fault, too
    return translated(this.send(new PutRecordsCommand(input), call));
  }

  private async send(command: PutRecordsCommand, call: PutRecordsCall): Promise<PutRecordsResponse> {
    // without options, because the SDK keeps its middleware for such calls alone
    await this.client.send(command);
    this.bodies.release(call.body);
    return call.answer();
  }

  public async listShards({ streamName, streamArn, nextToken }: ListShardsRequest, { signal }: CallOptions): Promise<ListShardsResponse> {
    const command = new ListShardsCommand(nextToken !== undefined
      // the service refuses any other parameter beside the token
      ? { NextToken: nextToken }
      : { StreamName: streamName, StreamARN: streamArn, ShardFilter: { Type: 'AT_LATEST' } });
    const answer = await translated(this.client.send(command, { abortSignal: signal }));
    return {
      nextToken: answer.NextToken,
      shards: (answer.Shards ?? []).flatMap(({ ShardId, HashKeyRange, SequenceNumberRange }) => {
        if (!ShardId || !HashKeyRange?.StartingHashKey || !HashKeyRange.EndingHashKey) return [];
        return [{
          shardId: ShardId,
          startingHashKey: HashKeyRange.StartingHashKey,
          endingHashKey: HashKeyRange.EndingHashKey,
          endingSequenceNumber: SequenceNumberRange?.EndingSequenceNumber,
        }];
      }),
    };
  }

  public async describeStreamSummary({ streamName, streamArn }: StreamIdentity, { signal }: CallOptions): Promise<StreamSummary> {
    const command = new DescribeStreamSummaryCommand({ StreamName: streamName, StreamARN: streamArn });
    const { StreamDescriptionSummary: summary } = await translated(this.client.send(command, { abortSignal: signal }));
    return {
      recordDistributionStrategy: summary?.RecordDistributionStrategy,
      maxRecordSizeInKiB: summary?.MaxRecordSizeInKiB,
    };
  }

  public destroy(): void {
    this.client.destroy();
  }
}

async function translated<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw translateSdkError(error);
  }
}
