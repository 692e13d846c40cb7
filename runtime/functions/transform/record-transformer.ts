import { PartitionKeys, type Partition } from './partition-keys';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import { decode } from '../../kpl-format';
import { ByteSink, RecordReader, curatedRendering, type Reason, type RecordVisitor, type Rendering, type Row } from '../../schema';

const SEVERAL_PARTITIONS: Reason = { rule: 'one partition a record: aggregate records as the KPL does, which Firehose takes apart' };

const NONE: readonly (readonly Reason[])[] = [];
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
  /** Those that a hook has dropped. */
  readonly dropped: number;
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
  readonly reader: RecordReader;
  private readonly render: Rendering;
  private readonly invalidResult: TransformConfig['invalidRecords'];
  private readonly output = new ByteSink();
  private readonly partitionKeys?: PartitionKeys;
  private valid = 0;
  private rejections?: (readonly Reason[])[];
  private partition?: Partition;
  private droppedByHook = 0;
  private mustFail = false;

  constructor(config: TransformConfig) {
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

  /** To be called before the user records of a record. */
  begin(): void {
    this.valid = 0;
    this.droppedByHook = 0;
    this.partition = undefined;
    this.mustFail = false;
    this.rejections = undefined;
    this.output.clear();
  }

  /** To be called behind the user records of a record. */
  end(): Outcome {
    const { partition, valid, droppedByHook: dropped, rejections = NONE } = this;
    if (this.mustFail) return { result: 'ProcessingFailed', data: undefined, valid, dropped, rejections };
    if (rejections.length > 0 && (valid === 0 || this.invalidResult === 'ProcessingFailed')) {
      return { result: this.invalidResult, data: undefined, valid, dropped, rejections };
    }
    if (valid === 0 && dropped > 0) return { result: 'Dropped', data: undefined, valid, dropped, rejections };
    return { result: 'Ok', data: this.output.toBase64(), partition, valid, dropped, rejections };
  }

  row(row: Row): void {
    if (this.partitionKeys !== undefined && !this.place(this.partitionKeys.of(row))) return;
    this.valid++;
    this.render(row, this.output);
  }

  rejected(reasons: readonly Reason[]): void {
    (this.rejections ??= []).push(reasons);
  }

  /** A hook has dropped a user record. */
  dropped(): void {
    this.droppedByHook++;
  }

  /** A user record that nobody has chosen to lose has no place among the delivered ones: the whole record fails. */
  failed(reason: Reason): void {
    this.mustFail = true;
    this.rejected([reason]);
  }

  private place(partition: Partition | Reason): boolean {
    if ('rule' in partition) {
      this.failed(partition);
      return false;
    }
    if (this.partition !== undefined && this.partition.name !== partition.name) {
      this.failed(SEVERAL_PARTITIONS);
      return false;
    }
    this.partition = partition;
    return true;
  }
}

/** Reads what a record of the event holds: one user record, or several. */
export function readUserRecords(reader: RecordReader, data: string, visitor: RecordVisitor): void {
  const { record } = reader;
  record.decode(data);
  if (record.memory.bytes[0] === OPEN_OBJECT) {
    reader.readTaken(visitor);
    return;
  }
  for (const userRecord of decode({ partitionKey: '', data: Buffer.from(data, 'base64') })) reader.read(userRecord.data, visitor);
}
