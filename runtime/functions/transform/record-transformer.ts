import { PartitionKeys, type Partition } from './partition-keys';
import type { RejectedRecord } from './rejected-records';
import { readUserRecords, type UserRecordVisitor } from './user-records';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import type { ApplicationRecord } from '../../consumer';
import { ByteSink, RecordReader, curatedRendering, type Reason, type Rendering, type Row } from '../../schema';

const SEVERAL_PARTITIONS: Reason = { rule: 'one partition a record: aggregate records as the KPL does, which Firehose takes apart' };

/** What became of one record of the event. */
export interface Outcome {
  readonly result: 'Ok' | 'Dropped' | 'ProcessingFailed';
  /** Base64; only with Ok. */
  readonly data?: string;
  /** Where Firehose is to write it, if it partitions dynamically; only with Ok. */
  readonly partition?: Partition;
  /** Records out of compressed blocks that its verdict does not cover: they have to be kept elsewhere before it is given; not with ProcessingFailed. */
  readonly rejectedRecords: readonly RejectedRecord[];
  /** User records (lines) inside that the schema takes. */
  readonly valid: number;
  /** Those that a hook has dropped. */
  readonly dropped: number;
  /** Per user record that it does not take, why. */
  readonly rejections: readonly (readonly Reason[])[];
}

/** Never written to: most records have neither. */
const NO_RECORDS: RejectedRecord[] = [];
const NONE: (readonly Reason[])[] = [];

/** A record out of a compressed block that is under way, and how all stood before it. */
interface OutOfBlock {
  readonly origin: ApplicationRecord;
  readonly valid: number;
  readonly droppedByHook: number;
  readonly length: number;
  readonly rejections: (readonly Reason[])[];
}

/**
 * Transforms one record of the event, which holds one user record; or several, as a compressed block, as a KPL aggregate that Firehose has not
 * opened (it opens those of a stream itself), or as several JSON objects one behind the other.
 *
 * Firehose takes one verdict a record and keeps the *whole* source record with a ProcessingFailed. So where only some of several are invalid:
 * - `invalidRecords: ProcessingFailed`: the record fails whole. The error prefix then holds every one of its user records, valid ones included, and
 *   the curated data holds none, so nothing is lost or there twice. An Ok with the valid ones alone would lose the others without a trace.
 * - `invalidRecords: Dropped`: the valid ones are delivered. The others are left out, as the user has chosen.
 *
 * With `keepsRejectedRecords` a compressed block is more than one record: those that the schema rejects are handed out to be kept elsewhere, each
 * whole, and the verdict is about the others. A block that cannot be read fails whole in either case.
 *
 * Firehose takes one partition a record too. A record whose valid user records have none, or not all the same, fails whole in either case: nobody has
 * chosen to lose it.
 */
export class RecordTransformer implements UserRecordVisitor {
  readonly reader: RecordReader;
  private readonly render: Rendering;
  private readonly invalidResult: TransformConfig['invalidRecords'];
  private readonly output = new ByteSink();
  private readonly partitionKeys?: PartitionKeys;
  private valid = 0;
  private droppedByHook = 0;
  private rejections: (readonly Reason[])[] = NONE;
  private partition?: Partition;
  /** Nobody has chosen to lose what could not be judged or placed. */
  private failsWhole = false;
  private readonly keepsRejectedRecords: boolean;
  private rejectedRecords: RejectedRecord[] = NO_RECORDS;
  private outOfBlock?: OutOfBlock;

  constructor(config: TransformConfig, keepsRejectedRecords = false) {
    this.keepsRejectedRecords = keepsRejectedRecords && config.invalidRecords === 'ProcessingFailed';
    this.reader = new RecordReader(config.schema);
    this.render = curatedRendering(config.schema);
    this.invalidResult = config.invalidRecords;
    if (config.partitionKeys !== undefined) this.partitionKeys = new PartitionKeys(config.schema, config.partitionKeys);
  }

  transform(data: string): Outcome {
    this.begin();
    readUserRecords(this.reader, data, this);
    return this.end();
  }

  /** To be called before what a record holds. */
  begin(): void {
    this.valid = 0;
    this.droppedByHook = 0;
    this.partition = undefined;
    this.failsWhole = false;
    this.rejectedRecords = NO_RECORDS;
    this.rejections = NONE;
    this.output.clear();
  }

  /** To be called behind what a record holds. */
  end(): Outcome {
    const { partition, valid, droppedByHook: dropped, rejectedRecords } = this;
    const rejections = rejectedRecords.length === 0 ? this.rejections : [...this.rejections, ...rejectedRecords.map(({ reasons }) => reasons)];
    if (this.failsWhole) return { result: 'ProcessingFailed', data: undefined, rejectedRecords: NO_RECORDS, valid, dropped, rejections };
    if (this.rejections.length > 0 && (valid === 0 || this.invalidResult === 'ProcessingFailed')) {
      return { result: this.invalidResult, data: undefined, rejectedRecords: NO_RECORDS, valid, dropped, rejections };
    }
    if (valid === 0 && rejectedRecords.length + dropped > 0) return { result: 'Dropped', data: undefined, rejectedRecords, valid, dropped, rejections };
    return { result: 'Ok', data: this.output.toBase64(), partition, rejectedRecords, valid, dropped, rejections };
  }

  row(row: Row): void {
    if (this.partitionKeys !== undefined && !this.place(this.partitionKeys.of(row))) return;
    this.valid++;
    this.render(row, this.output);
  }

  rejected(reasons: readonly Reason[]): void {
    if (this.rejections === NONE) this.rejections = [reasons];
    else this.rejections.push(reasons);
  }

  unreadable(reason: Reason): void {
    this.failsWhole = true;
    this.rejected([reason]);
  }

  beginUserRecord(origin: ApplicationRecord): void {
    if (origin.recordIndex === undefined || !this.keepsRejectedRecords) return;
    const { valid, droppedByHook, output: { length }, rejections } = this;
    this.outOfBlock = { origin, valid, droppedByHook, length, rejections };
    this.rejections = NONE;
  }

  /** Takes back what a record out of a block has given that is not valid as a whole: it must not be in two places. */
  endUserRecord(): void {
    if (this.outOfBlock === undefined) return;
    const { origin, valid, droppedByHook, length, rejections } = this.outOfBlock;
    if (this.rejections.length > 0) {
      if (this.rejectedRecords === NO_RECORDS) this.rejectedRecords = [];
      this.rejectedRecords.push({ record: origin, reasons: this.rejections.flat() });
      this.valid = valid;
      this.droppedByHook = droppedByHook;
      this.output.length = length;
    }
    this.rejections = rejections;
    this.outOfBlock = undefined;
  }

  /** A hook has dropped a user record. */
  dropped(): void {
    this.droppedByHook++;
  }

  /** A hook has failed a user record, which nobody has chosen to lose: kept elsewhere if it can be, or else all that is in its record fails. */
  failed(reason: Reason): void {
    this.failsWhole ||= this.outOfBlock === undefined;
    this.rejected([reason]);
  }

  private place(partition: Partition | Reason): boolean {
    if ('rule' in partition) {
      this.failsWhole = true;
      this.rejected([partition]);
      return false;
    }
    if (this.partition !== undefined && this.partition.name !== partition.name) {
      this.failsWhole = true;
      this.rejected([SEVERAL_PARTITIONS]);
      return false;
    }
    this.partition = partition;
    return true;
  }
}
