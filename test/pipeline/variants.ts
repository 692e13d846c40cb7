import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import {
  DeliveryFormat, Field, FlinkTable, IndexRotation, PipelineEncryption, PipelineProfile, RecordPartitioning, RecordSchema, RecordTransform,
  SearchAccess, SearchDelivery, StreamingAnalyticsPipeline, StreamingAnalyticsPipelineProps, StudioNote, StudioParagraph, Workbench,
} from '../../src';

export const readings = new RecordSchema({
  name: 'readings',
  fields: [
    Field.ofString('sensor_id', { required: true }),
    Field.ofTimestamp('measured_at', { required: true }),
    Field.ofDouble('temperature', { minimum: -90, maximum: 60 }),
  ],
  eventTime: 'measured_at',
  partitionKey: 'sensor_id',
});

export const averages = new RecordSchema({
  name: 'averages',
  fields: [Field.ofTimestamp('window_start', { required: true }), Field.ofDouble('temperature')],
});

const ALL_OFF = {
  delivery: { enabled: false },
  catalog: { enabled: false },
  studio: { enabled: false },
  search: { enabled: false },
  storage: { enabled: false },
  monitoring: { enabled: false },
};

export type Props = Omit<StreamingAnalyticsPipelineProps, 'schema'>;

/** The variant whose Studio has a note. */
const WITH_NOTES = 'Studio in the VPC';

/** Pipelines that differ as much as they can; each given the stack it will be in. */
export const VARIANTS: { [name: string]: (stack: Stack) => Props } = {
  'minimal': () => ({ ...ALL_OFF, outputs: false }),
  'default': () => ({}),
  'everything on': (stack) => ({
    insights: { schema: averages },
    workbench: Workbench.cloud9({ ownerArn: `arn:${stack.partition}:iam::123456789012:user/ana` }),
    studio: { autoStart: true },
    monitoring: { alarmEmails: ['team@example.com'] },
  }),
  'with an instance as workbench': () => ({ workbench: Workbench.sessionManager() }),
  'production in two zones': () => ({ profile: PipelineProfile.PRODUCTION, insights: { schema: averages } }),
  'production in three zones': (stack) => ({
    profile: PipelineProfile.PRODUCTION,
    network: {
      vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-12345678',
        availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
        isolatedSubnetIds: ['subnet-1', 'subnet-2', 'subnet-3'],
      }),
    },
  }),
  'ingestion and delivery alone': () => ({
    ...ALL_OFF,
    storage: {},
    delivery: { format: DeliveryFormat.json(), transform: RecordTransform.none() },
    encryption: PipelineEncryption.awsManaged(),
    outputs: false,
  }),
  'JSON without a catalogue': () => ({ catalog: { enabled: false }, studio: { enabled: false }, delivery: { format: DeliveryFormat.json() } }),
  'encrypted by the services': () => ({ encryption: PipelineEncryption.awsManaged() }),
  'compressed records': () => ({ ingestion: { compressedRecords: true }, studio: { enabled: false } }),
  'public search': () => ({ search: { publicEndpoint: true } }),
  'search by Firehose': () => ({
    insights: { schema: averages },
    encryption: PipelineEncryption.customerManaged(),
    search: { access: SearchAccess.internalUser(), delivery: SearchDelivery.firehose({ indexRotation: IndexRotation.DAILY }) },
  }),
  [WITH_NOTES]: (stack) => ({
    studio: {
      inVpc: true,
      autoStart: true,
      stopSchedule: ScheduleExpression.cron({ hour: '19', minute: '0' }),
      importNotes: true,
      deployAsApplication: { bucket: s3.Bucket.fromBucketName(stack, 'Code', 'existing-code') },
    },
    delivery: { partitioning: RecordPartitioning.byEventTime(), partitionRetryDuration: Duration.minutes(30) },
    workbench: Workbench.sessionManager(),
  }),
  'destroyed with its data': () => ({
    removalPolicy: RemovalPolicy.DESTROY,
    insights: { schema: averages },
    encryption: PipelineEncryption.customerManaged(),
    workbench: Workbench.sessionManager(),
  }),
  'existing resources': (stack) => ({
    ingestion: { existingStream: kinesis.Stream.fromStreamArn(stack, 'Stream', 'arn:aws:kinesis:us-east-1:123456789012:stream/existing') },
    encryption: PipelineEncryption.customerManaged({
      key: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000'),
    }),
    storage: {
      existingCuratedBucket: s3.Bucket.fromBucketName(stack, 'Curated', 'existing-curated'),
      existingDatasetBucket: s3.Bucket.fromBucketName(stack, 'Dataset', 'existing-dataset'),
    },
    network: {
      vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-12345678',
        availabilityZones: ['us-east-1a', 'us-east-1b'],
        isolatedSubnetIds: ['subnet-1', 'subnet-2'],
        publicSubnetIds: ['subnet-3', 'subnet-4'],
      }),
    },
    search: {
      existingDomain: opensearch.Domain.fromDomainAttributes(stack, 'Domain', {
        domainArn: 'arn:aws:es:us-east-1:123456789012:domain/existing', domainEndpoint: 'vpc-existing.us-east-1.es.amazonaws.com',
      }),
    },
  }),
};

/** Adds a pipeline of the variant. */
export function addPipeline(stack: Stack, id: string, variant: keyof typeof VARIANTS, props: Props = VARIANTS[variant](stack)): void {
  const pipeline = new StreamingAnalyticsPipeline(stack, id, { schema: readings, ...props });
  if (variant !== WITH_NOTES) return;
  const source = FlinkTable.source({ schema: readings, stream: pipeline.ingestion.stream, watermarkDelay: Duration.minutes(1) });
  pipeline.studio?.addNote(new StudioNote({ name: 'Readings', paragraphs: [StudioParagraph.tables('Tables', [source])] }));
}

/** A stack with one pipeline `Pipeline` of the variant. */
export function stackOf(variant: keyof typeof VARIANTS, app: App = new App(), id: string = 'Stack'): Stack {
  const stack = new Stack(app, id);
  addPipeline(stack, 'Pipeline', variant);
  return stack;
}
