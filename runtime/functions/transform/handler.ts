import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { Answer } from './answer';
import { RecordTransformer } from './record-transformer';
import { ResponseBudget } from './response-budget';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import type { EmbeddedCount } from '../shared/embedded-count';
import type { Log } from '../shared/log';
import { ReasonTally } from '../shared/reason-tally';

/**
 * Answers every record of the event, in order. Data of any kind never makes it throw, since that would fail the whole batch.
 *
 * AWS asks for `data` in every answer (https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html), while its own
 * CloudWatch Logs blueprint leaves it out of Dropped and ProcessingFailed. So those two carry the source data as long as there is room,
 * and only what the Ok records leave: no valid record fails because of an invalid neighbour.
 */
export function createHandler(config: TransformConfig, dependencies: { readonly log: Log; readonly count: EmbeddedCount }) {
  const transformer = new RecordTransformer(config);
  return async (event: FirehoseTransformationEvent): Promise<FirehoseTransformationResult> => {
    const budget = new ResponseBudget(event.records.map((record) => record.recordId));
    const reasons = new ReasonTally();
    const counts = {
      Ok: 0, Dropped: 0, ProcessingFailed: 0, validUserRecords: 0, invalidUserRecords: 0, failedBesideInvalid: 0, overResponseLimit: 0,
    };
    const records = event.records.map(({ recordId, data }) => {
      const outcome = transformer.transform(data);
      counts.validUserRecords += outcome.valid;
      counts.invalidUserRecords += outcome.rejections.length;
      for (const rejection of outcome.rejections) reasons.add(rejection);
      if (outcome.data === undefined) {
        counts[outcome.result]++;
        counts.failedBesideInvalid += outcome.valid;
        return new Answer(recordId, outcome.result);
      }
      const { partition } = outcome;
      if (!budget.take(outcome.data, partition?.metadataBytes)) {
        counts.ProcessingFailed++;
        counts.overResponseLimit++;
        reasons.addText('the answer of 6 MB is full: choose a smaller buffer for the transform');
        return new Answer(recordId, 'ProcessingFailed');
      }
      counts.Ok++;
      const answer = new Answer(recordId, 'Ok', outcome.data);
      if (partition !== undefined) answer.metadata = partition.metadata;
      return answer;
    });
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
      ...dependencies.count('ProcessingFailedRecords', counts.ProcessingFailed),
    });
    return { records };
  };
}
