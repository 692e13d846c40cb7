import { PartitionKeys, type Partition } from './partition-keys';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import { decode } from '../../kpl-format';
import { ByteSink, RecordReader, curatedRendering, type Reason, type RecordVisitor, type Rendering, type Row } from '../../schema';

const SEVERAL_PARTITIONS: Reason = { rule: 'one partition a record: aggregate records as the KPL does, which Firehose takes apart' };

const OPEN_OBJECT = 0x7b;

/** What became of one record of the event. */
export interface Outcome {
  readonly result: 'Ok' | 'Dropped' | 'ProcessingFailed';
  /** Base64; only with Ok. */
  readonly data?: string;
  /** Where Firehose is to write it, if it partitions dynamically; only with Ok. */
  readonly partition?: Partition;
  /** User records (lines) inside that the schema takes. */
  readonly valid: number;
  /** Per user record that it does not take, why. */
  readonly rejections: readonly (readonly Reason[])[];
}

/**
 * Transforms one record of the event, which holds one user record; or several, as a KPL aggregate that Firehose has not opened
 * (it opens those of a stream itself), or as several JSON objects one behind the other.
 *
 * Firehose takes one verdict a record and keeps the *whole* source record with a ProcessingFailed. So where only some of several are invalid:
 * - `invalidRecords: ProcessingFailed`: the record fails whole. The error prefix then holds every one of its user records, valid ones included, and
 *   the curated data holds none, so nothing is lost or there twice. An Ok with the valid ones alone would lose the others without a trace.
 * - `invalidRecords: Dropped`: the valid ones are delivered. The others are left out, as the user has chosen.
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
  private unplaced = false;

  constructor(config: TransformConfig) {
    this.reader = new RecordReader(config.schema);
    this.render = curatedRendering(config.schema);
    this.invalidResult = config.invalidRecords;
    if (config.partitionKeys !== undefined) this.partitionKeys = new PartitionKeys(config.schema, config.partitionKeys);
  }

  transform(data: string): Outcome {
    this.valid = 0;
    this.partition = undefined;
    this.unplaced = false;
    if (this.rejections.length > 0) this.rejections = [];
    this.output.clear();
    const { record } = this.reader;
    record.decode(data);
    if (record.memory.bytes[0] === OPEN_OBJECT) {
      this.reader.readTaken(this);
    } else {
      for (const userRecord of decode({ partitionKey: '', data: Buffer.from(data, 'base64') })) this.reader.read(userRecord.data, this);
    }
    const { partition, valid, rejections } = this;
    if (this.unplaced) return { result: 'ProcessingFailed', data: undefined, valid, rejections };
    if (rejections.length > 0 && (valid === 0 || this.invalidResult === 'ProcessingFailed')) {
      return { result: this.invalidResult, data: undefined, valid, rejections };
    }
    return { result: 'Ok', data: this.output.toBase64(), partition, valid, rejections };
  }

  row(row: Row): void {
    if (this.partitionKeys !== undefined && !this.place(this.partitionKeys.of(row))) return;
    this.valid++;
    this.render(row, this.output);
  }

  rejected(reasons: readonly Reason[]): void {
    this.rejections.push(reasons);
  }
  private place(partition: Partition | Reason): boolean {
    if ('rule' in partition) {
      this.unplaced = true;
      this.rejected([partition]);
      return false;
    }
    if (this.partition !== undefined && this.partition.name !== partition.name) {
      this.unplaced = true;
      this.rejected([SEVERAL_PARTITIONS]);
      return false;
    }
    this.partition = partition;
    return true;
  }
}
