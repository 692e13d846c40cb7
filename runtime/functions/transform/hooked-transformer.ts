import type { Hook } from './hook';
import { callHook, type HookAnswer } from './hook-call';
import { HookRecords, type HookedRecord } from './hook-record';
import { RecordTransformer, readUserRecords, type Outcome } from './record-transformer';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import { RecordReader, type Reason } from '../../schema';
import type { Clock, RemainingTime } from '../shared/clock';

/** A user record: valid, and the hook's to judge; or why the schema does not take it. */
type UserRecord = HookedRecord | readonly Reason[];

/**
 * Transforms the records of an event with a user's hook between two readings: the first gives the hook nothing but valid records, in their types;
 * the second judges what it gives back by the schema as if it had come so.
 */
export class HookedTransformer {
  private readonly reader: RecordReader;
  private readonly records: HookRecords;
  private readonly transformer: RecordTransformer;

  constructor(config: TransformConfig, private readonly hook: Hook, private readonly clock: Clock) {
    this.reader = new RecordReader(config.schema);
    this.records = new HookRecords(config.schema);
    this.transformer = new RecordTransformer({ ...config, schema: this.records.schema });
  }

  /** The outcome of each record of an event, in order. */
  async transform(event: readonly string[], time: RemainingTime): Promise<Outcome[]> {
    const all = event.map((data) => this.userRecordsOf(data));
    const hooked = all.flat().filter(isHooked);
    const answers = await callHook(this.hook, hooked.map(({ record }) => record), this.clock, time);
    const answerTo = new Map(hooked.map((record, place) => [record, answers[place]]));
    return all.map((userRecords) => {
      this.transformer.begin();
      for (const userRecord of userRecords) {
        if (isHooked(userRecord)) this.settle(userRecord, answerTo.get(userRecord));
        else this.transformer.rejected(userRecord);
      }
      return this.transformer.end();
    });
  }

  private userRecordsOf(data: string): UserRecord[] {
    const found: UserRecord[] = [];
    readUserRecords(this.reader, data, { row: (row) => found.push(this.records.of(row)), rejected: (reasons) => found.push(reasons) });
    return found;
  }

  private settle(record: HookedRecord, answer: HookAnswer | undefined): void {
    switch (answer?.kind) {
      case 'dropped': this.transformer.dropped(); break;
      case 'record': {
        const bytes = this.records.toBytes(answer.record, record);
        if (Buffer.isBuffer(bytes)) this.transformer.reader.read(bytes, this.transformer);
        else this.transformer.failed(bytes);
        break;
      }
      case 'failed': this.transformer.failed({ rule: answer.rule });
    }
  }
}

function isHooked(userRecord: UserRecord): userRecord is HookedRecord {
  return 'record' in userRecord;
}
