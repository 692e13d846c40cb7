import { CollectionLimits, Outbox } from './outbox';
import { OutgoingRecord } from './outgoing-record';

/** The records of a shard, or of a partition key when shards are not known: one after the other. */
interface Lane {
  readonly key: string;
  /** Lanes made later hold later records, as far as they are for the same partition key. */
  readonly number: number;
  waiting: OutgoingRecord[];
  /** Taken, and neither settled nor replaced. */
  underWay: OutgoingRecord | undefined;
}

/** Never gives away a record before the one in front of it in its lane is settled. */
export class OrderedSendQueue implements Outbox {
  private readonly lanes = new Map<string, Lane>();
  private lanesMade = 0;
  private underWay = 0;
  private waiting = 0;
  private bytes = 0;
  /** Lanes with a record that may be taken. */
  private free = 0;
  /** Lanes with a record that must wait for another. */
  private blocked = 0;
  private due = 0;
  private isRegroupingNeeded = false;

  constructor(private readonly limits: CollectionLimits) {}

  public get length(): number {
    return this.waiting;
  }

  public get isReady(): boolean {
    if (this.free === 0 || this.isRegroupingNeeded) return false;
    if (this.due > 0 || this.free >= this.limits.collectionMaxCount || this.bytes >= this.limits.collectionMaxSize) return true;
    // others wait behind them; but not for each lane a request of its own while more become free at about the same time
    return this.waiting > this.free && this.free >= this.blocked;
  }

  public push(record: OutgoingRecord): void {
    const lane = this.laneOf(record);
    this.change(lane, () => lane.waiting.push(record));
  }

  public markDue(): void {
    this.due = this.waiting;
  }

  public take(): OutgoingRecord[] {
    const { collectionMaxCount, collectionMaxSize } = this.limits;
    const taken: OutgoingRecord[] = [];
    let size = 0;
    for (const lane of this.lanes.values()) {
      const [head] = lane.waiting;
      if (this.isRegroupingNeeded || taken.length >= collectionMaxCount) break;
      if (lane.underWay !== undefined || head === undefined) continue;
      size += head.requestSize;
      if (size > collectionMaxSize && taken.length > 0) break;
      taken.push(head);
      this.change(lane, () => {
        lane.underWay = lane.waiting.shift();
      });
    }
    this.due = Math.max(0, this.due - taken.length);
    this.letOthersFirst(taken);
    return taken;
  }

  public takeAll(): OutgoingRecord[] {
    const lanes = [...this.lanes.values()].sort((one, other) => one.number - other.number);
    const taken = lanes.flatMap((lane) => lane.waiting);
    for (const lane of lanes) {
      this.change(lane, () => {
        lane.waiting = [];
      });
    }
    this.due = 0;
    return taken;
  }

  public replace(taken: OutgoingRecord, records: readonly OutgoingRecord[]): void {
    const lane = this.laneOf(taken);
    this.change(lane, () => {
      lane.underWay = undefined;
      lane.waiting.unshift(...records);
    });
    this.markDue();
  }

  public settled(taken: OutgoingRecord): void {
    const lane = this.lanes.get(keyOf(taken));
    if (lane?.underWay !== taken) return;
    this.change(lane, () => {
      lane.underWay = undefined;
    });
  }

  public shardsChanged(): void {
    this.isRegroupingNeeded = this.lanes.size > 0;
  }

  public takeForRegrouping(): OutgoingRecord[] | undefined {
    // what is under way may come back, and must be in front then
    if (!this.isRegroupingNeeded || this.underWay > 0) return undefined;
    this.isRegroupingNeeded = false;
    return this.takeAll();
  }

  private laneOf(record: OutgoingRecord): Lane {
    const key = keyOf(record);
    const known = this.lanes.get(key);
    if (known !== undefined) return known;
    const lane: Lane = { key, number: this.lanesMade++, waiting: [], underWay: undefined };
    this.lanes.set(key, lane);
    return lane;
  }

  /** Keeps the counts right, so that `isReady`, which is asked for every put, need not count. */
  private change(lane: Lane, how: () => void): void {
    this.count(lane, -1);
    how();
    this.count(lane, 1);
    if (lane.underWay === undefined && lane.waiting.length === 0) this.lanes.delete(lane.key);
  }

  private count({ waiting, underWay }: Lane, sign: 1 | -1): void {
    this.waiting += sign * waiting.length;
    if (underWay !== undefined) this.underWay += sign;
    if (waiting.length === 0) return;
    this.bytes += sign * waiting[0].requestSize;
    if (underWay === undefined) this.free += sign;
    else this.blocked += sign;
  }

  /** In the next request. */
  private letOthersFirst(taken: readonly OutgoingRecord[]): void {
    for (const record of taken) {
      const lane = this.laneOf(record);
      this.lanes.delete(lane.key);
      this.lanes.set(lane.key, lane);
    }
  }
}

function keyOf({ shard, partitionKey }: OutgoingRecord): string {
  return shard === undefined ? `key ${partitionKey}` : `shard ${shard.shardId}`;
}
