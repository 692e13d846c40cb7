import { GetDatabaseCommand, GetDatabasesCommand, GetTableCommand, GetTablesCommand } from '@aws-sdk/client-glue';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { readAnAsset } from './assets';
import { describeLogGroups, describeLogStreams, putLogEvents, writeLog } from './logs';
import { describeStream, describeStreamSummary, insightsStream, listShards, putRecords, readRecords, tripsStream } from './streams';
import type { Stage } from '../stage';
import type { Step } from '../step';

const role = 'PipelineStudioRole';
const databaseOf = ({ outputs }: Stage) => outputs.get('GlueDatabaseName');
const catalogPage = 'https://docs.aws.amazon.com/managed-flink/latest/java/how-zeppelin-appendix-iam.html';
const streamsPage = 'https://docs.aws.amazon.com/managed-flink/latest/java/how-zeppelin-appendix-iam.html';
const logsPage = 'https://docs.aws.amazon.com/managed-flink/latest/java/cloudwatch-logs.html';

/** A note beside those of the example: s3://bucket/prefix/ */
function noteOf({ outputs }: Stage): { readonly Bucket: string; readonly Key: string } {
  const [, , Bucket = '', ...prefix] = outputs.get('StudioNotes').split('/');
  return { Bucket, Key: `${prefix.join('/')}another.zpln` };
}

/** What the Studio does with its role, Lambda with that of the lifecycle function, and flow logs with theirs. */
export const STUDIO_STEPS: readonly Step[] = [
  {
    name: 'the Studio reads its catalogue',
    role,
    page: catalogPage,
    calls: [
      ({ glue }, stage) => glue.send(new GetDatabaseCommand({ Name: databaseOf(stage) })),
      ({ glue }, stage) => glue.send(new GetTablesCommand({ DatabaseName: databaseOf(stage) })),
      ({ glue }, stage) => glue.send(new GetTableCommand({ DatabaseName: databaseOf(stage), Name: stage.id('PipelineCatalogSourceTable') })),
    ],
  },
  { name: 'the Studio lists databases', role, page: catalogPage, calls: [({ glue }) => glue.send(new GetDatabasesCommand({}))] },
  {
    name: 'the Studio reads the trips stream',
    role,
    page: streamsPage,
    calls: [describeStream, describeStreamSummary, listShards, readRecords].map((call) => (actor, stage) => call(actor, tripsStream(stage))),
  },
  {
    name: 'the Studio writes to the insights stream',
    role,
    page: streamsPage,
    calls: [describeStream, describeStreamSummary, listShards, putRecords].map((call) => (actor, stage) => call(actor, insightsStream(stage))),
  },
  {
    name: 'the Studio logs',
    role,
    page: logsPage,
    calls: [
      (actor, stage) => describeLogStreams(actor, stage.id('PipelineStudioLogs')),
      (actor, stage) => putLogEvents(actor, stage.id('PipelineStudioLogs'), stage.id('PipelineStudioLogStream')),
    ],
  },
  { name: 'the Studio lists log groups', role, page: logsPage, calls: [describeLogGroups] },
  {
    name: 'the lifecycle function logs',
    role: 'PipelineStudioLifecycleFunctionRole',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
    calls: [(actor, stage) => writeLog(actor, stage.id('PipelineStudioLifecycleFunctionLogs'))],
  },
  {
    name: 'the lifecycle function reads templates of notes',
    role: 'PipelineStudioLifecycleFunctionRole',
    page: 'runtime/functions/studio-lifecycle/note-store.ts',
    calls: [readAnAsset],
  },
  {
    name: 'the lifecycle function writes notes, and takes them away',
    role: 'PipelineStudioLifecycleFunctionRole',
    page: 'runtime/functions/studio-lifecycle/note-store.ts',
    calls: [
      ({ s3 }, stage) => s3.send(new PutObjectCommand({ ...noteOf(stage), Body: '{}' })),
      ({ s3 }, stage) => s3.send(new DeleteObjectCommand(noteOf(stage))),
    ],
  },
  {
    name: 'the VPC writes its flow logs',
    role: 'PipelineNetworkFlowLogRole',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html',
    calls: [
      (actor, stage) => describeLogStreams(actor, stage.id('PipelineNetworkFlowLogLogs')),
      (actor, stage) => writeLog(actor, stage.id('PipelineNetworkFlowLogLogs')),
    ],
  },
];
