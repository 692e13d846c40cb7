import type { Hook } from './hook';
import { callHook, type HookAnswer } from './hook-call';
import { HookRecords, type HookedRecord } from './hook-record';
import { RecordTransformer, type Outcome } from './record-transformer';
import { readUserRecords } from './user-records';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import type { ApplicationRecord } from '../../consumer';
import { RecordReader, type Reason } from '../../schema';
import type { Clock, RemainingTime } from '../shared/clock';

/** What a record holds, in order: valid records, the hook's to judge; why one cannot be shown to it; why the schema does not take one; and where packed ones begin and end. */
type Part =
  | { readonly kind: 'hooked'; readonly record: HookedRecord }
  | { readonly kind: 'unshown'; readonly reason: Reason }
  | { readonly kind: 'rejected'; readonly reasons: readonly Reason[] }
  | { readonly kind: 'unreadable'; readonly reason: Reason }
  | { readonly kind: 'begin'; readonly origin: ApplicationRecord }
  | { readonly kind: 'end' };

/**
 * Transforms the records of an event with a user's hook between two readings: the first gives the hook nothing but valid records, in their types;
 * the second judges what it gives back by the schema as if it had come so.
 */
export class HookedTransformer {
  private readonly reader: RecordReader;
  private readonly records: HookRecords;
  private readonly transformer: RecordTransformer;

  constructor(config: TransformConfig, keepsRejectedRecords: boolean, private readonly hook: Hook, private readonly clock: Clock) {
    this.reader = new RecordReader(config.schema);
    this.records = new HookRecords(config.schema);
    this.transformer = new RecordTransformer({ ...config, schema: this.records.schema }, keepsRejectedRecords);
  }

  /** The outcome of each record of an event, in order. */
  async transform(event: readonly string[], time: RemainingTime): Promise<Outcome[]> {
    const all = event.map((data) => this.partsOf(data));
    const hooked = all.flat().flatMap((part) => part.kind === 'hooked' ? part.record : []);
    const answers = await callHook(this.hook, hooked, (returned, record) => this.records.toBytes(returned, record), this.clock, time);
    const answerTo = new Map(hooked.map((record, place) => [record, answers[place]]));
    return all.map((parts) => {
      this.transformer.begin();
      for (const part of parts) this.take(part, answerTo);
      return this.transformer.end();
    });
  }

  private partsOf(data: string): Part[] {
    const parts: Part[] = [];
    readUserRecords(this.reader, data, {
      row: (row) => {
        const record = this.records.of(row);
        parts.push('rule' in record ? { kind: 'unshown', reason: record } : { kind: 'hooked', record });
      },
      rejected: (reasons) => parts.push({ kind: 'rejected', reasons }),
      unreadable: (reason) => parts.push({ kind: 'unreadable', reason }),
      beginUserRecord: (origin) => parts.push({ kind: 'begin', origin }),
      endUserRecord: () => parts.push({ kind: 'end' }),
    });
    return parts;
  }

  private take(part: Part, answerTo: ReadonlyMap<HookedRecord, HookAnswer>): void {
    const { transformer } = this;
    switch (part.kind) {
      case 'hooked': this.settle(answerTo.get(part.record)); break;
      case 'unshown': transformer.failed(part.reason); break;
      case 'rejected': transformer.rejected(part.reasons); break;
      case 'unreadable': transformer.unreadable(part.reason); break;
      case 'begin': transformer.beginUserRecord(part.origin); break;
      case 'end': transformer.endUserRecord();
    }
  }

  private settle(answer: HookAnswer | undefined): void {
    switch (answer?.kind) {
      case 'dropped': this.transformer.dropped(); break;
      case 'record': this.transformer.reader.read(answer.bytes, this.transformer); break;
      case 'failed': this.transformer.failed(answer.reason);
    }
  }
}
