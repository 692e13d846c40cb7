import { GetTableCommand } from '@aws-sdk/client-glue';
import { GetFunctionConfigurationCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import {
  AbortMultipartUploadCommand, CreateMultipartUploadCommand, GetBucketLocationCommand, ListMultipartUploadsCommand, ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { putLogEvents, writeLog } from './logs';
import { describeStream, listShards, readRecords, tripsStream } from './streams';
import type { Stage } from '../stage';
import type { Step } from '../step';

const role = 'PipelineDeliveryRole';
const page = 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html';
const databaseOf = ({ outputs }: Stage) => outputs.get('GlueDatabaseName');
const tableOf = (stage: Stage) => stage.id('PipelineCatalogCuratedTable');
const bucketOf = ({ outputs }: Stage) => outputs.get('CuratedBucketName');

/** What Firehose does with its role, and Lambda with that of the transform. */
export const DELIVERY_STEPS: readonly Step[] = [
  {
    name: 'Firehose reads the trips stream',
    role,
    page,
    calls: [
      (actor, stage) => describeStream(actor, tripsStream(stage)),
      (actor, stage) => listShards(actor, tripsStream(stage)),
      (actor, stage) => readRecords(actor, tripsStream(stage)),
    ],
  },
  {
    name: 'Firehose looks at the curated bucket',
    role,
    page,
    calls: [
      ({ s3 }, stage) => s3.send(new GetBucketLocationCommand({ Bucket: bucketOf(stage) })),
      ({ s3 }, stage) => s3.send(new ListObjectsV2Command({ Bucket: bucketOf(stage) })),
      ({ s3 }, stage) => s3.send(new ListMultipartUploadsCommand({ Bucket: bucketOf(stage) })),
    ],
  },
  ...['taxi_trips/', 'errors/'].map((prefix): Step => ({
    name: `Firehose writes to ${prefix} of the curated bucket`,
    role,
    page,
    calls: [
      ({ s3 }, stage) => s3.send(new PutObjectCommand({ Bucket: bucketOf(stage), Key: `${prefix}object`, Body: 'x' })),
      async ({ s3 }, stage) => {
        const place = { Bucket: bucketOf(stage), Key: `${prefix}large-object` };
        const { UploadId } = await s3.send(new CreateMultipartUploadCommand(place));
        return s3.send(new AbortMultipartUploadCommand({ ...place, UploadId }));
      },
    ],
  })),
  {
    name: 'Firehose logs what fails',
    role,
    page,
    calls: [(actor, stage) => putLogEvents(actor, stage.id('PipelineDeliveryLogs'), stage.id('PipelineDeliveryLogStream'))],
  },
  {
    name: 'Firehose has records transformed',
    role,
    page,
    calls: [
      ({ lambda }, { outputs }) => lambda.send(new GetFunctionConfigurationCommand({ FunctionName: outputs.get('TransformFunctionArn') })),
      ({ lambda }, { outputs }) => lambda.send(new InvokeCommand({ FunctionName: outputs.get('TransformFunctionArn'), Payload: Buffer.from('{"records":[]}') })),
    ],
  },
  {
    name: 'Firehose reads the curated table',
    role,
    page,
    calls: [({ glue }, stage) => glue.send(new GetTableCommand({ DatabaseName: databaseOf(stage), Name: tableOf(stage) }))],
  },
  {
    name: 'the transform function logs',
    role: 'PipelineDeliveryTransformRole',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
    calls: [(actor, stage) => writeLog(actor, stage.id('PipelineDeliveryTransformLogs'))],
  },
];
