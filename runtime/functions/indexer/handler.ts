import type { KinesisStreamBatchResponse, KinesisStreamEvent } from 'aws-lambda';
import { BulkWriter } from './bulk-writer';
import { DeadLetterWriter } from './dead-letters';
import type { DeadLetter, IndexDocument } from './document';
import { DocumentBuilder } from './document-builder';
import { userRecordsOf } from './user-record';
import type { IndexedStream, IndexerConfig } from '../../../src/search/indexer-config';
import type { Clock, RemainingTime } from '../shared/clock';
import type { EmbeddedCount } from '../shared/embedded-count';
import { required } from '../shared/environment';
import type { Log } from '../shared/log';
import { ReasonTally } from '../shared/reason-tally';
import { createSearchClient } from '../shared/search-client';
import type { PutObject } from '../shared/write-objects';

export interface IndexerDependencies {
  readonly environment: NodeJS.ProcessEnv;
  readonly fetch: typeof fetch;
  readonly putObject: PutObject;
  readonly clock: Clock;
  readonly log: Log;
  readonly count: EmbeddedCount;
}

/**
 * Indexes a batch of one stream. When it answers, every record is a document, is kept as a dead letter, was skipped on purpose, or is among the
 * `batchItemFailures`: then the event source delivers it again, together with all that came behind the first of them
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html).
 */
export function createHandler(config: IndexerConfig, dependencies: IndexerDependencies) {
  const { environment, clock, log } = dependencies;
  const builders = buildersByStream(config, required(environment, 'STREAMS'));
  const bulk = new BulkWriter(createSearchClient(environment, dependencies.fetch), clock);
  const deadLetters = new DeadLetterWriter(dependencies.putObject, required(environment, 'DEAD_LETTER_PREFIX'), clock);

  return async (event: KinesisStreamEvent, time: RemainingTime): Promise<KinesisStreamBatchResponse> => {
    const documents: IndexDocument[] = [];
    const dead: DeadLetter[] = [];
    const reasons = new ReasonTally();
    const counts = { records: event.Records.length, userRecords: 0, skipped: 0 };
    for (const kinesisRecord of event.Records) {
      const builder = builders.get(kinesisRecord.eventSourceARN);
      if (builder === undefined) {
        throw new Error(`stream ${kinesisRecord.eventSourceARN} is not in STREAMS, which names ${[...builders.keys()].join(', ')}: add it or remove its event source`);
      }
      for (const record of userRecordsOf(kinesisRecord)) {
        counts.userRecords++;
        const built = builder.build(record);
        // one by one: a record may hold more than a call takes as arguments
        for (const document of built.documents) documents.push(document);
        const { rejections, unindexable } = built;
        if (rejections.length + unindexable.length === 0) continue;
        reasons.add([...rejections, ...unindexable]);
        // who keeps what the schema rejects has delivered what it takes, so that alone is never skipped
        if (unindexable.length > 0 || builder.invalidRecords === 'dead-letter') dead.push({ record, reasons: [...rejections, ...unindexable] });
        else counts.skipped++;
      }
    }

    const outcome = await bulk.write(documents, time);
    for (const letter of outcome.dead) {
      // the domain's own words quote the document, so they belong into the dead letter and not into the log
      for (const reason of letter.reasons) reasons.addText('type' in reason ? `${reason.status} ${reason.type}` : reason.rule);
    }
    const failures = await deadLetters.write([...dead, ...outcome.dead], time);
    const notWritten = failures.size;
    for (const error of failures.values()) reasons.addText(`dead letter not stored: ${error}`);
    for (const { document, why } of outcome.unsettled) {
      failures.set(document.record.sequenceNumber, why);
      reasons.addText(`not indexed: ${why}`);
    }
    log({
      message: 'indexed',
      ...counts,
      documents: documents.length,
      stored: outcome.stored,
      deadLetters: dead.length + outcome.dead.length,
      deadLettersNotStored: notWritten,
      batchItemFailures: failures.size,
      reasons: reasons.report(),
      ...dependencies.count('DeadLetters', dead.length + outcome.dead.length),
    });
    return {
      batchItemFailures: event.Records.map((record) => record.kinesis.sequenceNumber)
        .filter((sequenceNumber) => failures.has(sequenceNumber))
        .map((itemIdentifier) => ({ itemIdentifier })),
    };
  };
}

function buildersByStream(config: IndexerConfig, streamsText: string): Map<string, DocumentBuilder> {
  const bySchema = new Map(config.schemas.map((schema) => [schema.schema.name, schema]));
  const streams: IndexedStream[] = JSON.parse(streamsText);
  return new Map(streams.map(({ arn, schema }) => {
    const found = bySchema.get(schema);
    if (found === undefined) throw new Error(`STREAMS names the schema '${schema}', the configuration has ${[...bySchema.keys()].join(', ')}`);
    return [arn, new DocumentBuilder(found)];
  }));
}
