import { GetFunctionConfigurationCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { writeLog } from './logs';
import { describeStream, describeStreamSummary, insightsStream, listShards, readRecords, tripsStream } from './streams';
import { toEvent } from '../../../local/workers/event-source/event';
import type { Stage } from '../stage';
import type { Step } from '../step';

const role = 'PipelineIndexerFunctionRole';
const logsPage = 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html';
const destinationPage = 'https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html';
const bucketOf = ({ outputs }: Stage) => outputs.get('CuratedBucketName');

const readsStream = (name: string, streamOf: (stage: Stage) => string): Step => ({
  name: `the event source reads the ${name} stream`,
  role,
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html',
  calls: [describeStream, describeStreamSummary, listShards, readRecords].map((call) => (actor, stage) => call(actor, streamOf(stage))),
});

/** A record that the schema takes and OpenSearch never would, so that no domain is needed to set it aside. */
const UNINDEXABLE = {
  trip_id: 'x'.repeat(1000), pickup_at: '2019-03-01T12:00:00.000Z', dropoff_at: '2019-03-01T12:10:00.000Z', fare: 7.5, color: 'yellow',
};
let records = 0;

/** What the event sources and the indexer do with the indexer's role, and Lambda with that of the bootstrap. */
export const SEARCH_STEPS: readonly Step[] = [
  readsStream('trips', tripsStream),
  readsStream('insights', insightsStream),
  {
    name: 'the indexer keeps a dead letter',
    role,
    page: 'runtime/functions/indexer/dead-letters.ts',
    // the function itself, with the credentials of its role
    calls: [async (_, stage) => {
      const record = {
        shardId: 'shardId-000000000000', sequenceNumber: String(++records), partitionKey: 'k', data: Buffer.from(JSON.stringify(UNINDEXABLE)), arrival: new Date(),
      };
      const { lambda } = stage.root;
      const FunctionName = stage.outputs.get('IndexerFunctionArn');
      const { Role: roleArn = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      const { Payload } = await lambda.send(new InvokeCommand({
        FunctionName, Payload: Buffer.from(JSON.stringify(toEvent({ streamArn: tripsStream(stage), roleArn }, [record]))),
      }));
      const answer: { readonly batchItemFailures?: readonly unknown[] } = JSON.parse(Buffer.from(Payload ?? '').toString('utf8'));
      if (answer.batchItemFailures === undefined) throw new Error(`the indexer answered ${Buffer.from(Payload ?? '').toString('utf8')}`);
      if (answer.batchItemFailures.length > 0) throw new Error('AccessDenied: the indexer gave the record back, since it could not keep it');
    }],
  },
  {
    name: 'the event source keeps what the indexer failed on',
    role,
    page: destinationPage,
    calls: [({ s3 }, stage) => s3.send(new PutObjectCommand({ Bucket: bucketOf(stage), Key: 'aws/lambda/mapping/shardId-000000000000/batch', Body: '{}' }))],
  },
  {
    name: 'the event source looks for its destination',
    role,
    page: destinationPage,
    calls: [({ s3 }, stage) => s3.send(new ListObjectsV2Command({ Bucket: bucketOf(stage) }))],
  },
  { name: 'the indexer logs', role, page: logsPage, calls: [(actor, stage) => writeLog(actor, stage.id('PipelineIndexerFunctionLogs'))] },
  {
    name: 'the search bootstrap logs',
    role: 'PipelineIndexerBootstrapFunctionRole',
    page: logsPage,
    calls: [(actor, stage) => writeLog(actor, stage.id('PipelineIndexerBootstrapFunctionLogs'))],
  },
];
