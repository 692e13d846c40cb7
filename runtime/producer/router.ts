import { UserRecord } from '../kpl-format';
import { Aggregator } from './aggregator';
import { BlockPacker } from './block-packer';
import { sizeInBuffer } from './buffer-budget';
import { Calls, toApiError } from './calls';
import { ProducerError, RecordTooLargeError } from './errors';
import { KinesisApiError } from './kinesis-api';
import { KnownKeys } from './known-keys';
import { Outbox } from './outbox';
import { OutgoingRecord } from './outgoing-record';
import { Packer } from './packer';
import { Passengers } from './passengers';
import { Passenger, PendingPut } from './pending-put';
import { Attempt } from './put-result';
import { expiryError, refusalError } from './refusal';
import { fullJitter } from './retry-policy';
import { SealedAggregates } from './sealed-aggregates';
import { Settings } from './settings';
import { Settlements } from './settlements';
import { Topology, TopologySource } from './topology';

interface Unrouted {
  readonly record: UserRecord;
  put: PendingPut;
  readonly index: number;
}

/** Brings user records into the Kinesis records they travel in; keeps them while the stream's shards are not known yet. */
export class Router {
  private readonly aggregator: Packer;
  private keys: KnownKeys | undefined;
  private unrouted: Unrouted[] = [];
  private isLearning = false;

  constructor(
    private readonly settings: Settings,
    private readonly topology: TopologySource,
    private readonly calls: Calls,
    queue: Outbox,
    private readonly settlements: Settlements,
    private readonly aggregates: SealedAggregates,
    /** Called when records were routed that had to wait for the stream's shards. */
    private readonly onRouted: () => void,
  ) {
    this.aggregator = this.createPacker((record) => queue.push(record));
  }

  public route(record: UserRecord, put: Passenger, index: number): void {
    const { current } = this.topology;
    // nobody overtakes those that still wait
    if (current === undefined || this.unrouted.length > 0) {
      const passengers = Passengers.of(put, index);
      this.unrouted.push({ record, put: passengers.putAt(0), index: passengers.indexAt(0) });
      if (!this.isLearning) void this.learn();
      return;
    }
    this.place(record, put, index, this.aggregator, current);
  }

  /** Takes Kinesis records apart and packs anew, in their order, those of the user records that have time left. */
  public regroup(records: readonly OutgoingRecord[], now: number): OutgoingRecord[] {
    const regrouped: OutgoingRecord[] = [];
    const aggregator = this.createPacker((record) => regrouped.push(record));
    for (const outgoing of records) {
      const { passengers, attempts } = outgoing;
      outgoing.userRecords().forEach((record, position) => {
        const before = passengers.putAt(position);
        const put = attempts.length === 0 ? before : before.withHistory([...before.history, ...attempts]);
        const index = passengers.indexAt(position);
        if (now - put.admittedAt >= this.settings.recordTtl) this.expire({ record, put, index });
        else this.place(record, put, index, aggregator, this.topology.current);
      });
    }
    aggregator.sealAll();
    return regrouped;
  }

  /** Closes every aggregate, full or not. */
  public sealAll(): void {
    this.aggregator.sealAll();
  }

  public failUnrouted(toError: (attempts: readonly Attempt[]) => ProducerError): void {
    const failing = this.unrouted;
    this.unrouted = [];
    for (const { record, put, index } of failing) this.settlements.failedAlone(put, index, sizeInBuffer(record, put), toError(put.history));
  }

  private place(record: UserRecord, put: Passenger, index: number, aggregator: Packer, topology: Topology | undefined): void {
    const { recordMaxSize = Infinity, shards } = topology ?? {};
    const { partitionKey, explicitHashKey, data } = record;
    // a UTF-16 unit takes three bytes at most: the exact length is rarely needed
    if (data.length + partitionKey.length * 3 > recordMaxSize && data.length + Buffer.byteLength(partitionKey) > recordMaxSize) {
      const error = new RecordTooLargeError(partitionKey, data.length + Buffer.byteLength(partitionKey), recordMaxSize);
      this.settlements.failedAlone(put, index, sizeInBuffer(record, put), error);
      return;
    }
    if (shards === undefined) {
      aggregator.addAlone(record, put, index, true);
      return;
    }
    if (this.keys?.shards !== shards) this.keys = new KnownKeys(shards);
    const shard = this.keys.shardOf(partitionKey, explicitHashKey);
    if (shard === undefined) aggregator.addAlone(record, put, index, false);
    else aggregator.add(shard, record, this.keys.place, put, index, Math.min(this.settings.aggregationMaxSize, recordMaxSize - 1));
  }

  private createPacker(emit: (record: OutgoingRecord) => void): Packer {
    const { aggregationMaxCount, compression } = this.settings;
    const recordMaxSize = () => this.topology.current?.recordMaxSize ?? Infinity;
    if (compression === undefined) return new Aggregator(aggregationMaxCount, recordMaxSize, this.aggregates, emit);
    return new BlockPacker(this.settings, compression, recordMaxSize, this.aggregates, emit);
  }

  private async learn(): Promise<void> {
    this.isLearning = true;
    for (let attempts = 1; this.unrouted.length > 0 && this.topology.current === undefined; attempts++) await this.tryToLearn(attempts);
    this.isLearning = false;
    const waiting = this.unrouted;
    this.unrouted = [];
    // nobody who gets the room of one that fails now overtakes the others
    this.settlements.admitAfter(() => {
      for (const { record, put, index } of waiting) this.route(record, put, index);
    });
    this.onRouted();
  }

  private async tryToLearn(attempts: number): Promise<void> {
    // when the producer is stopped, it settles what is unrouted itself
    await this.topology.restAfterRefusal().catch(() => undefined);
    if (this.unrouted.length === 0) return;
    const start = performance.now();
    const loading = this.topology.load().then(() => undefined, toApiError);
    // each call ends in time, but a listing may take many
    const expiry = setInterval(() => this.expireUnrouted(), this.settings.requestTimeout);
    const failure = await loading;
    clearInterval(expiry);
    if (failure === undefined) return;
    this.noteFailure(failure, start);
    if (failure.kind === 'refused') this.failUnrouted((history) => refusalError(failure.code, failure.message, history));
    else await this.pauseAfter(failure.kind, attempts);
  }

  private noteFailure({ code, message }: KinesisApiError, start: number): void {
    const end = performance.now();
    const seen = new Map<PendingPut, PendingPut>();
    for (const unrouted of this.unrouted) {
      const { put } = unrouted;
      const attempt = { delay: Math.max(0, start - put.admittedAt), duration: end - start, success: false, errorCode: code, errorMessage: message };
      const after = seen.get(put) ?? put.withHistory([...put.history, attempt]);
      seen.set(put, after);
      unrouted.put = after;
    }
  }

  private async pauseAfter(kind: 'throttle' | 'fault', attempts: number): Promise<void> {
    const oldest = this.unrouted.reduce((earliest, { put }) => Math.min(earliest, put.admittedAt), Infinity);
    const left = oldest + this.settings.recordTtl - performance.now();
    try {
      await this.calls.pause(Math.min(left, fullJitter(this.settings.retryPolicy[kind], attempts)));
    } catch {
      // the producer was stopped: it settles what is unrouted itself
    }
    this.expireUnrouted();
  }

  private expireUnrouted(): void {
    const now = performance.now();
    const isExpired = ({ put }: Unrouted) => now - put.admittedAt >= this.settings.recordTtl;
    const expired = this.unrouted.filter(isExpired);
    this.unrouted = this.unrouted.filter((unrouted) => !isExpired(unrouted));
    expired.forEach((unrouted) => this.expire(unrouted));
  }

  private expire({ record, put, index }: Unrouted): void {
    this.settlements.failedAlone(put, index, sizeInBuffer(record, put), expiryError(this.settings.recordTtl, put.history));
  }
}
