import { PartitionKeys, type Partition } from './partition-keys';
import type { RejectedRecord } from './rejected-records';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import { readRecords, type ApplicationRecord } from '../../consumer';
import { ByteSink, RecordReader, curatedRendering, type Reason, type RecordVisitor, type Rendering, type Row } from '../../schema';
import { reasonOf } from '../shared/unreadable-block';

const SEVERAL_PARTITIONS: Reason = { rule: 'one partition a record: aggregate records as the KPL does, which Firehose takes apart' };

const OPEN_OBJECT = 0x7b;

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
  /** Per user record that it does not take, why. */
  readonly rejections: readonly (readonly Reason[])[];
}

const NO_RECORDS: readonly RejectedRecord[] = [];

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
export class RecordTransformer implements RecordVisitor {
  private readonly reader: RecordReader;
  private readonly render: Rendering;
  private readonly invalidResult: TransformConfig['invalidRecords'];
  private readonly output = new ByteSink();
  private readonly partitionKeys?: PartitionKeys;
  private valid = 0;
  private rejections: (readonly Reason[])[] = [];
  private partition?: Partition;
  /** Nobody has chosen to lose what could not be judged or placed. */
  private failsWhole = false;
  private readonly keepsRejectedRecords: boolean;
  private rejectedRecords: RejectedRecord[] = [];

  constructor(config: TransformConfig, keepsRejectedRecords = false) {
    this.keepsRejectedRecords = keepsRejectedRecords && config.invalidRecords === 'ProcessingFailed';
    this.reader = new RecordReader(config.schema);
    this.render = curatedRendering(config.schema);
    this.invalidResult = config.invalidRecords;
    if (config.partitionKeys !== undefined) this.partitionKeys = new PartitionKeys(config.schema, config.partitionKeys);
  }

  transform(data: string): Outcome {
    this.valid = 0;
    this.partition = undefined;
    this.failsWhole = false;
    if (this.rejectedRecords.length > 0) this.rejectedRecords = [];
    if (this.rejections.length > 0) this.rejections = [];
    this.output.clear();
    const { record } = this.reader;
    record.decode(data);
    if (record.memory.bytes[0] === OPEN_OBJECT) {
      this.reader.readTaken(this);
    } else {
      this.readPacked(data);
    }
    const { partition, valid, rejectedRecords } = this;
    const rejections = rejectedRecords.length === 0 ? this.rejections : [...this.rejections, ...rejectedRecords.map(({ reasons }) => reasons)];
    if (this.failsWhole) return { result: 'ProcessingFailed', rejectedRecords: NO_RECORDS, valid, rejections };
    if (this.rejections.length > 0 && (valid === 0 || this.invalidResult === 'ProcessingFailed')) {
      return { result: this.invalidResult, rejectedRecords: NO_RECORDS, valid, rejections };
    }
    if (rejectedRecords.length > 0 && valid === 0) return { result: 'Dropped', rejectedRecords, valid, rejections };
    return { result: 'Ok', data: this.output.toBase64(), partition, rejectedRecords, valid, rejections };
  }

  row(row: Row): void {
    if (this.partitionKeys !== undefined && !this.place(this.partitionKeys.of(row))) return;
    this.valid++;
    this.render(row, this.output);
  }

  rejected(reasons: readonly Reason[]): void {
    this.rejections.push(reasons);
  }

  private readPacked(data: string): void {
    const { records, unreadable } = readRecords({ partitionKey: '', data });
    for (const block of unreadable) {
      this.failsWhole = true;
      this.rejected([reasonOf(block)]);
    }
    for (const record of records) {
      if (record.recordIndex === undefined || !this.keepsRejectedRecords) this.reader.read(record.data, this);
      else this.readOutOfBlock(record);
    }
  }

  /** Takes back what a record has given that is not valid as a whole: it must not be in two places. */
  private readOutOfBlock(record: ApplicationRecord): void {
    const { valid, output: { length }, rejections } = this;
    this.rejections = [];
    this.reader.read(record.data, this);
    if (this.rejections.length > 0) {
      this.rejectedRecords.push({ record, reasons: this.rejections.flat() });
      this.valid = valid;
      this.output.length = length;
    }
    this.rejections = rejections;
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
