import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Ledger } from './ledger';
import { readRecords } from '../../../runtime/consumer';
import { decode } from '../../../runtime/kpl-format';

const HASH_KEYS = 2n ** 128n;

/** What goes wrong, and how often: shares from 0 to 1, for calls in steps of 0.05. */
export interface Faults {
  /** Of a record, to be throttled. */
  readonly throttle?: number;
  /** Of a call, to end with HTTP 500; half of them after the records were written. */
  readonly internalFailure?: number;
  /** Of a call, to be cut in the middle of the answer, after the records were written. */
  readonly cut?: number;
  /** PutRecords calls, counted from 1, that are not answered before the caller has given them up, however long that takes. */
  readonly stalledCalls?: readonly number[];
  /** Bytes a second that each shard takes, from the first attempt on, which it always throttles; and bytes that it takes at once after a pause. */
  readonly bytesPerSecond?: number;
  readonly bytesInReserve?: number;
}

interface FaultShard {
  readonly shardId: string;
  readonly start: bigint;
  readonly end: bigint;
  tokens: number;
  /** Undefined until the first attempt. */
  filledAt: number | undefined;
}

interface Entry {
  readonly Data: string;
  readonly PartitionKey: string;
  readonly ExplicitHashKey?: string;
}

type Result = { readonly SequenceNumber: string; readonly ShardId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

/** A Kinesis stream over HTTP that breaks as told, with the same dice in every run, and notes what arrives. */
export class FaultServer {
  public readonly ledger = new Ledger();
  public faults: Faults = {};
  public putRecordsCalls = 0;
  public throttledRecords = 0;
  /** How often it began to listen. */
  public starts = 0;
  private shards: FaultShard[] = [];
  private shardsMade = 0;
  private sequence = 0;
  private dice = 1;
  private server: Server | undefined;
  private port = 0;

  public async start(shardCount: number): Promise<string> {
    this.reshard(shardCount);
    await this.listen();
    return `http://127.0.0.1:${this.port}`;
  }

  public reshard(shardCount: number): void {
    const width = HASH_KEYS / BigInt(shardCount);
    this.shards = Array.from({ length: shardCount }, (_, index) => ({
      shardId: `shardId-${String(this.shardsMade++).padStart(12, '0')}`,
      start: width * BigInt(index),
      end: index === shardCount - 1 ? HASH_KEYS - 1n : width * BigInt(index + 1) - 1n,
      tokens: 0,
      filledAt: undefined,
    }));
  }

  /** Cuts every connection and refuses new ones. */
  public async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  /** On the same port as before. */
  public async listen(): Promise<void> {
    const server = createServer((request, response) => void this.handle(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    this.port = address.port;
    this.starts++;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    const isComplete = await new Promise<boolean>((resolve) => {
      request.on('end', () => resolve(true));
      request.on('close', () => resolve(false));
    });
    if (!isComplete) return;
    const operation = String(request.headers['x-amz-target']).split('.')[1];
    if (operation === 'PutRecords') await this.putRecords(JSON.parse(Buffer.concat(chunks).toString('utf8')), response);
    else answer(response, 200, operation === 'ListShards' ? this.listing() : { StreamDescriptionSummary: { StreamName: 'trips' } });
  }

  private async putRecords({ Records }: { readonly Records: readonly Entry[] }, response: ServerResponse): Promise<void> {
    const call = ++this.putRecordsCalls;
    const { internalFailure = 0, cut = 0, stalledCalls = [] } = this.faults;
    // so that twenty calls after each other have every twentieth once
    const fate = (call * 7 % 20) / 20;
    if (fate < internalFailure && call % 40 < 20) {
      answer(response, 500, { __type: 'InternalFailure', message: 'before the records were written' });
      return;
    }
    const results = Records.map((entry) => this.write(entry));
    if (stalledCalls.includes(call) && !response.destroyed) await once(response, 'close');
    if (fate < internalFailure) {
      answer(response, 500, { __type: 'InternalFailure', message: 'after the records were written' });
    } else if (fate < internalFailure + cut) {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': '100000' });
      response.write('{"FailedRecordCount":', () => response.destroy());
    } else {
      answer(response, 200, { FailedRecordCount: results.filter((result) => 'ErrorCode' in result).length, Records: results });
    }
  }

  private write(entry: Entry): Result {
    const { PartitionKey: partitionKey, ExplicitHashKey: explicitHashKey } = entry;
    const data = Buffer.from(entry.Data, 'base64');
    const hash = hashOf(partitionKey, explicitHashKey);
    const shard = this.shards.find(({ start, end }) => hash >= start && hash <= end);
    if (shard === undefined) throw new Error('the shards leave a gap');
    if (this.roll() < (this.faults.throttle ?? 0) || !this.hasRoom(shard, data.length)) {
      this.throttledRecords++;
      return { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: `Rate exceeded for shard ${shard.shardId}` };
    }
    const records = decode({ partitionKey, explicitHashKey, data });
    // as the Kinesis Client Library does, which drops the aggregate otherwise
    const isVisible = records.every((record) => {
      const own = hashOf(record.partitionKey, record.explicitHashKey);
      return own >= shard.start && own <= shard.end;
    });
    if (isVisible) for (const record of readRecords({ partitionKey, data }).records) this.ledger.arrived(Buffer.from(record.data).toString('latin1'), record.partitionKey);
    return { SequenceNumber: String(++this.sequence), ShardId: shard.shardId };
  }

  private hasRoom(shard: FaultShard, bytes: number): boolean {
    const { bytesPerSecond, bytesInReserve = 0 } = this.faults;
    if (bytesPerSecond === undefined) return true;
    const now = performance.now();
    shard.tokens = Math.min(bytesInReserve, shard.tokens + (now - (shard.filledAt ?? now)) / 1000 * bytesPerSecond);
    shard.filledAt = now;
    if (shard.tokens < bytes) return false;
    shard.tokens -= bytes;
    return true;
  }

  private listing(): unknown {
    return {
      Shards: this.shards.map(({ shardId, start, end }) => ({
        ShardId: shardId,
        HashKeyRange: { StartingHashKey: String(start), EndingHashKey: String(end) },
        SequenceNumberRange: { StartingSequenceNumber: '1' },
      })),
    };
  }

  private roll(): number {
    this.dice = (this.dice * 1103515245 + 12345) % 2147483648;
    return this.dice / 2147483648;
  }
}

/** There are few keys and many records of each. */
const HASHES = new Map<string, bigint>();

function hashOf(partitionKey: string, explicitHashKey: string | undefined): bigint {
  if (explicitHashKey !== undefined) return BigInt(explicitHashKey);
  const known = HASHES.get(partitionKey);
  if (known !== undefined) return known;
  const hash = BigInt(`0x${createHash('md5').update(partitionKey, 'utf8').digest('hex')}`);
  HASHES.set(partitionKey, hash);
  return hash;
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}
