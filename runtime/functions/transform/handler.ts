import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { Answer } from './answer';
import type { Hook } from './hook';
import { HookedTransformer } from './hooked-transformer';
import { RecordReasons } from './record-reasons';
import { RecordTransformer } from './record-transformer';
import { keepRejectedRecords, type RejectedRecordPlace, type RejectedRecords } from './rejected-records';
import { ResponseBudget } from './response-budget';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import type { Clock, RemainingTime } from '../shared/clock';
import type { EmbeddedCount } from '../shared/embedded-count';
import type { Log } from '../shared/log';
import { ReasonTally, ruleOf } from '../shared/reason-tally';

export interface TransformDependencies {
  readonly log: Log;
  readonly count: EmbeddedCount;
  readonly clock: Clock;
  /** The user's, if there is one. */
  readonly hook?: Hook;
  /** Where rejected records of compressed blocks go; a block with one fails whole when absent. */
  readonly rejectedRecordPlace?: RejectedRecordPlace;
}

const ANSWER_IS_FULL = 'the answer of 6 MB is full: choose a smaller buffer for the transform';

/**
 * Answers every record of the event, in order. Data of any kind never makes it throw, since that would fail the whole batch.
 *
 * AWS asks for `data` in every answer (https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html), while its own
 * CloudWatch Logs blueprint leaves it out of Dropped and ProcessingFailed. So those two carry the source data as long as there is room,
 * and only what the Ok records leave: no valid record fails because of an invalid neighbour.
 */
export function createHandler(config: TransformConfig, dependencies: TransformDependencies) {
  const { hook, clock, rejectedRecordPlace } = dependencies;
  const keeps = rejectedRecordPlace !== undefined;
  const transformer = new RecordTransformer(config, keeps);
  const hooked = hook === undefined ? undefined : new HookedTransformer(config, keeps, hook, clock);
  return async (event: FirehoseTransformationEvent, time: RemainingTime): Promise<FirehoseTransformationResult> => {
    const outcomes = await hooked?.transform(event.records.map(({ data }) => data), time);
    const budget = new ResponseBudget(event.records.map((record) => record.recordId));
    const reasons = new ReasonTally();
    const recordReasons = new RecordReasons();
    const counts = {
      Ok: 0,
      Dropped: 0,
      ProcessingFailed: 0,
      validUserRecords: 0,
      invalidUserRecords: 0,
      droppedByHook: 0,
      failedBesideInvalid: 0,
      overResponseLimit: 0,
      keptBesideValid: 0,
    };
    const toKeep: RejectedRecords[] = [];
    const records = event.records.map((source, index) => {
      const { recordId, data } = source;
      const outcome = outcomes === undefined ? transformer.transform(data) : outcomes[index];
      counts.validUserRecords += outcome.valid;
      counts.invalidUserRecords += outcome.rejections.length;
      counts.droppedByHook += outcome.dropped;
      for (const rejection of outcome.rejections) {
        reasons.add(rejection);
        recordReasons.add(index, rejection.map(ruleOf));
      }
      const { rejectedRecords: rejected } = outcome;
      if (outcome.data === undefined) {
        if (rejected.length > 0) toKeep.push({ index, source, rejected });
        counts[outcome.result]++;
        counts.failedBesideInvalid += outcome.valid;
        return new Answer(recordId, outcome.result);
      }
      const { partition } = outcome;
      if (!budget.take(outcome.data, partition?.metadataBytes)) {
        counts.ProcessingFailed++;
        counts.overResponseLimit++;
        reasons.addText(ANSWER_IS_FULL);
        recordReasons.add(index, [ANSWER_IS_FULL]);
        return new Answer(recordId, 'ProcessingFailed');
      }
      if (rejected.length > 0) toKeep.push({ index, source, rejected });
      counts.Ok++;
      const answer = new Answer(recordId, 'Ok', outcome.data);
      if (partition !== undefined) answer.metadata = partition.metadata;
      return answer;
    });
    if (rejectedRecordPlace !== undefined && toKeep.length > 0) {
      const failed = await keepRejectedRecords(toKeep, rejectedRecordPlace);
      for (const { index, source, rejected } of toKeep) {
        const error = failed.get(index);
        if (error === undefined) {
          counts.keptBesideValid += rejected.length;
        } else {
          counts[records[index].result]--;
          counts.ProcessingFailed++;
          const notStored = `rejected records not stored: ${error}`;
          reasons.addText(notStored);
          recordReasons.add(index, [notStored]);
          records[index] = new Answer(source.recordId, 'ProcessingFailed');
        }
      }
    }
    records.forEach((record, index) => {
      const { data } = event.records[index];
      if (record.result !== 'Ok' && budget.take(data)) record.data = data;
    });
    dependencies.log({
      message: 'transformed',
      invocationId: event.invocationId,
      records: records.length,
      ...counts,
      reasons: reasons.report(),
      rejected: recordReasons.report(event.records, records),
      rejectedUntold: recordReasons.untoldCount,
      ...dependencies.count('ProcessingFailedRecords', counts.ProcessingFailed + counts.keptBesideValid),
    });
    return { records };
  };
}
