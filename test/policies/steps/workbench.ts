import {
  CreateTableCommand, DeleteItemCommand, DescribeTableCommand, GetItemCommand, PutItemCommand, QueryCommand, ScanCommand, UpdateItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeStreamConsumerCommand, RegisterStreamConsumerCommand } from '@aws-sdk/client-kinesis';
import { readAnAsset } from './assets';
import { describeStream, describeStreamSummary, listShards, putRecords, readRecords, tripsStream } from './streams';
import { applicationOf } from '../application';
import type { Actor, Stage } from '../stage';
import type { Step } from '../step';

const role = 'PipelineWorkbenchRole';
const kclPage = 'https://docs.aws.amazon.com/streams/latest/dev/kcl-iam-permissions.html';
const INDEX = 'LeaseOwnerToLeaseKeyIndex';
const LEASE = { leaseKey: { S: 'shardId-000000000000' } };

/** The lease table as the Kinesis Client Library makes it. */
const createTable = ({ dynamoDB }: Actor, TableName: string) => dynamoDB.send(new CreateTableCommand({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'leaseKey', AttributeType: 'S' }, { AttributeName: 'leaseOwner', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'leaseKey', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [{ IndexName: INDEX, KeySchema: [{ AttributeName: 'leaseOwner', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } }],
}));

/** The root makes it once, so that each step stands by itself. */
async function withTable({ root }: Stage, TableName: string): Promise<string> {
  await root.dynamoDB.send(new DescribeTableCommand({ TableName })).catch(() => createTable(root, TableName));
  return TableName;
}

const leases = async (stage: Stage) => withTable(stage, await applicationOf(stage));
let tables = 0;

/** What people and the samples do on the workbench. */
export const WORKBENCH_STEPS: readonly Step[] = [
  {
    name: 'the workbench fetches its samples',
    role,
    page: 'src/workbench',
    calls: [readAnAsset],
  },
  {
    name: 'a producer on the workbench puts records',
    role,
    page: 'https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html',
    calls: [listShards, putRecords].map((call) => (actor, stage) => call(actor, tripsStream(stage))),
  },
  {
    name: 'a consumer on the workbench reads records',
    role,
    page: kclPage,
    calls: [
      ...[describeStreamSummary, listShards, readRecords].map((call) => (actor: Actor, stage: Stage) => call(actor, tripsStream(stage))),
      async ({ kinesis }, stage) => {
        const ConsumerName = await applicationOf(stage);
        return kinesis.send(new RegisterStreamConsumerCommand({ StreamARN: tripsStream(stage), ConsumerName })).catch((error: unknown) => {
          if (!(error instanceof Error) || error.name !== 'ResourceInUseException') throw error;
        });
      },
    ],
  },
  { name: 'the older client library describes its stream', role, page: kclPage, calls: [(actor, stage) => describeStream(actor, tripsStream(stage))] },
  {
    name: 'a consumer on the workbench finds its fan-out',
    role,
    page: kclPage,
    calls: [async ({ kinesis }, stage) => {
      const place = { StreamARN: tripsStream(stage), ConsumerName: await applicationOf(stage) };
      const { ConsumerDescription } = await stage.root.kinesis.send(new RegisterStreamConsumerCommand(place))
        .then(({ Consumer }) => ({ ConsumerDescription: Consumer }))
        .catch(() => stage.root.kinesis.send(new DescribeStreamConsumerCommand(place)));
      return kinesis.send(new DescribeStreamConsumerCommand({ ConsumerARN: ConsumerDescription?.ConsumerARN }));
    }],
  },
  {
    name: 'a consumer on the workbench keeps its leases',
    role,
    page: kclPage,
    calls: [
      async (actor, stage) => {
        const name = `${await applicationOf(stage)}-WorkerMetricStats`;
        if (tables++ === 0) await createTable(actor, name);
        return actor.dynamoDB.send(new DescribeTableCommand({ TableName: name }));
      },
      async ({ dynamoDB }, stage) => dynamoDB.send(new PutItemCommand({ TableName: await leases(stage), Item: { ...LEASE, leaseOwner: { S: 'worker' } } })),
      async ({ dynamoDB }, stage) => dynamoDB.send(new GetItemCommand({ TableName: await leases(stage), Key: LEASE })),
      async ({ dynamoDB }, stage) => dynamoDB.send(new ScanCommand({ TableName: await leases(stage) })),
      async ({ dynamoDB }, stage) => dynamoDB.send(new UpdateItemCommand({
        TableName: await leases(stage), Key: LEASE, UpdateExpression: 'SET checkpoint = :c', ExpressionAttributeValues: { ':c': { S: '1' } },
      })),
      async ({ dynamoDB }, stage) => dynamoDB.send(new DeleteItemCommand({ TableName: await leases(stage), Key: LEASE })),
    ],
  },
  {
    name: 'a consumer on the workbench changes its lease table',
    role,
    page: kclPage,
    calls: [async ({ dynamoDB }, stage) => dynamoDB.send(new UpdateTableCommand({ TableName: await leases(stage), BillingMode: 'PAY_PER_REQUEST' }))],
  },
  {
    name: 'a consumer on the workbench looks for the leases of a worker',
    role,
    page: kclPage,
    calls: [async ({ dynamoDB }, stage) => dynamoDB.send(new QueryCommand({
      TableName: await leases(stage), IndexName: INDEX, KeyConditionExpression: 'leaseOwner = :o', ExpressionAttributeValues: { ':o': { S: 'worker' } },
    }))],
  },
];
