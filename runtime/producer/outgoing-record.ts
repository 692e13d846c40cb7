import { openBlock, startsWithBlockMagic } from '../compressed-block';
import { decode, UserRecord } from '../kpl-format';
import { sizeInBuffer } from './buffer-budget';
import { WrittenRecord } from './capacity/throughput-recorder';
import { PutRecordsEntry } from './kinesis-api';
import { Passengers } from './passengers';
import { Passenger } from './pending-put';
import { Attempt } from './put-result';
import { SealedAggregate } from './sealed-aggregates';
import { Shard } from './shard-map';

/** The explicit hash key decides where an aggregate goes; the service still wants a partition key, and the KPL sends this one. */
const PARTITION_KEY_OF_AGGREGATES = 'a';

/** The bytes of a record; their number is known without them. */
type Content = Pick<SealedAggregate, 'data' | 'size'>;

function contentOf(data: Uint8Array): Content {
  return { data, size: data.length };
}

/** One Kinesis record on its way: a user record alone, or an aggregate for a shard. */
export class OutgoingRecord implements PutRecordsEntry {
  public static alone(record: UserRecord, shard: Shard | undefined, put: Passenger, index: number): OutgoingRecord {
    const { partitionKey, explicitHashKey, data } = record;
    const passengers = Passengers.of(put, index);
    return new OutgoingRecord(contentOf(data), partitionKey, explicitHashKey, false, shard, passengers, data.length, sizeInBuffer(record, put));
  }

  public static aggregate(content: SealedAggregate, shard: Shard, passengers: Passengers, userBytes: number, bufferBytes: number): OutgoingRecord {
    return new OutgoingRecord(content, PARTITION_KEY_OF_AGGREGATES, shard.explicitHashKey, true, shard, passengers, userBytes, bufferBytes);
  }

  /** An aggregate whose user records are compressed blocks. */
  public static aggregateOfBlocks(
    content: SealedAggregate, shard: Shard, passengers: Passengers, userBytes: number, bufferBytes: number,
  ): OutgoingRecord {
    return new OutgoingRecord(content, PARTITION_KEY_OF_AGGREGATES, shard.explicitHashKey, true, shard, passengers, userBytes, bufferBytes, true);
  }

  /** A compressed block that travels alone, because partition keys do not decide about shards. */
  public static block(block: UserRecord, passengers: Passengers, userBytes: number, bufferBytes: number): OutgoingRecord {
    const { data, partitionKey, explicitHashKey } = block;
    return new OutgoingRecord(contentOf(data), partitionKey, explicitHashKey, false, undefined, passengers, userBytes, bufferBytes, true);
  }

  /** Attempts with this very Kinesis record. */
  public readonly attempts: Attempt[] = [];
  /** When the last attempt ended. */
  public lastAttemptEnd: number | undefined;
  /** Bytes it adds to a PutRecords request. */
  public readonly requestSize: number;
  /** When the buffer took the oldest of its user records. */
  public readonly oldestAdmission: number;
  /** The largest number of attempts that one of its user records has had in other Kinesis records. */
  private readonly earlierAttempts: number;

  private constructor(
    private readonly content: Content,
    public readonly partitionKey: string,
    public readonly explicitHashKey: string | undefined,
    /** Consumers look for its user records on its shard only; a user record alone is right wherever it arrives. */
    public readonly isAggregate: boolean,
    /** Where it is expected to arrive; undefined when the shards are not known. */
    public readonly shard: Shard | undefined,
    public readonly passengers: Passengers,
    /** Bytes of data in its user records. */
    public readonly userBytes: number,
    /** Bytes it holds of the buffer. */
    public readonly bufferBytes: number,
    private readonly hasBlocks = false,
  ) {
    this.requestSize = content.size + Buffer.byteLength(partitionKey) + (explicitHashKey?.length ?? 0);
    let earlierAttempts = 0;
    let oldestAdmission = Infinity;
    passengers.forEachPut(({ history, admittedAt }) => {
      if (history.length > earlierAttempts) earlierAttempts = history.length;
      if (admittedAt < oldestAdmission) oldestAdmission = admittedAt;
    });
    this.earlierAttempts = earlierAttempts;
    this.oldestAdmission = oldestAdmission;
  }

  public get data(): Uint8Array {
    return this.content.data;
  }

  /** Attempts that count for the retry policy. */
  public get attemptCount(): number {
    return this.earlierAttempts + this.attempts.length;
  }

  /** What it adds to the stream. */
  public get written(): WrittenRecord {
    const { content, userBytes, passengers, partitionKey } = this;
    return { dataBytes: content.size, partitionKeyBytes: Buffer.byteLength(partitionKey), userRecords: passengers.count, userBytes };
  }

  public userRecords(): UserRecord[] {
    const records = this.isAggregate ? decode(this) : [this];
    return this.hasBlocks ? records.flatMap((record) => (startsWithBlockMagic(record.data) ? openBlock(record.data).records : [record])) : records;
  }

  public attempted(start: number, end: number, failure?: { readonly errorCode: string; readonly errorMessage: string }): void {
    const delay = start - (this.lastAttemptEnd ?? this.oldestAdmission);
    this.lastAttemptEnd = end;
    this.attempts.push({ delay, duration: end - start, success: failure === undefined, ...failure });
  }
}
