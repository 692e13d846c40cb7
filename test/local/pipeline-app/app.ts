import { join } from 'node:path';
import { App, Aws, CfnOutput, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stream, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Code, Function, Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { KinesisEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnDomain } from 'aws-cdk-lib/aws-opensearchservice';
import { Bucket } from 'aws-cdk-lib/aws-s3';

/** A pipeline made of plain CDK constructs, with the outputs that the local run reads: it proves local/ apart from the library. */
const stack = new Stack(new App(), 'Readings');
const stream = new Stream(stack, 'Stream', { streamMode: StreamMode.ON_DEMAND });
const dataset = new Bucket(stack, 'Dataset');
const curated = new Bucket(stack, 'Curated');

const database = new CfnDatabase(stack, 'Database', { catalogId: Aws.ACCOUNT_ID, databaseInput: { name: 'readings' } });
const table = new CfnTable(stack, 'Table', {
  catalogId: Aws.ACCOUNT_ID,
  databaseName: 'readings',
  tableInput: {
    name: 'curated',
    storageDescriptor: {
      columns: [
        { name: 'id', type: 'string' },
        { name: 'read_at', type: 'timestamp' },
        { name: 'amount', type: 'decimal(8,2)' },
        { name: 'place', type: 'string' },
      ],
    },
  },
});
table.addDependency(database);

const transform = new Function(stack, 'Transform', {
  runtime: Runtime.NODEJS_22_X,
  handler: 'index.handler',
  timeout: Duration.seconds(60),
  code: Code.fromInline(`exports.handler = async ({ records }) => ({ records: records.map(({ recordId, data }) => {
    const { amount } = JSON.parse(Buffer.from(data, 'base64').toString());
    return { recordId, data, result: amount < 0 ? 'ProcessingFailed' : 'Ok' };
  }) });`),
});
const role = new Role(stack, 'DeliveryRole', { assumedBy: new ServicePrincipal('firehose.amazonaws.com') });
const delivery = new CfnDeliveryStream(stack, 'Delivery', {
  deliveryStreamType: 'KinesisStreamAsSource',
  kinesisStreamSourceConfiguration: { kinesisStreamArn: stream.streamArn, roleArn: role.roleArn },
  extendedS3DestinationConfiguration: {
    bucketArn: curated.bucketArn,
    roleArn: role.roleArn,
    prefix: 'curated/day=!{timestamp:yyyy-MM-dd}/',
    errorOutputPrefix: 'errors/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/',
    bufferingHints: { intervalInSeconds: Number(process.env.INTERVAL ?? 300), sizeInMBs: 64 },
    processingConfiguration: {
      enabled: true,
      processors: [{
        type: 'Lambda',
        parameters: [
          { parameterName: 'LambdaArn', parameterValue: transform.functionArn },
          { parameterName: 'BufferSizeInMBs', parameterValue: '0.2' },
          { parameterName: 'BufferIntervalInSeconds', parameterValue: '5' },
        ],
      }],
    },
    dataFormatConversionConfiguration: {
      enabled: true,
      inputFormatConfiguration: { deserializer: { openXJsonSerDe: {} } },
      outputFormatConfiguration: { serializer: { parquetSerDe: { compression: 'SNAPPY' } } },
      schemaConfiguration: {
        catalogId: Aws.ACCOUNT_ID,
        databaseName: 'readings',
        tableName: table.ref,
        region: Aws.REGION,
        roleArn: role.roleArn,
        versionId: 'LATEST',
      },
    },
  },
});

const domain = new CfnDomain(stack, 'Domain', { engineVersion: 'OpenSearch_2.19' });
const indexer = new Function(stack, 'Indexer', {
  runtime: Runtime.NODEJS_22_X,
  handler: 'index.handler',
  timeout: Duration.seconds(60),
  code: Code.fromAsset(join(__dirname, '..', '..', '..', '.local', 'test', 'indexer')),
  environment: {
    SEARCH_ENDPOINT: domain.attrDomainEndpoint,
    DEAD_LETTER_BUCKET: curated.bucketName,
    DEAD_LETTER_PREFIX: 'dead-letters/',
  },
});
indexer.addEventSource(new KinesisEventSource(stream, {
  startingPosition: StartingPosition.TRIM_HORIZON,
  batchSize: 50,
  maxBatchingWindow: Duration.seconds(5),
  reportBatchItemFailures: true,
  retryAttempts: 3,
}));
new CfnResource(stack, 'Workbench', { type: 'AWS::Cloud9::EnvironmentEC2', properties: { InstanceType: 't3.medium', ImageId: 'amazonlinux-2023-x86_64' } });

const outputs = {
  StreamName: stream.streamName,
  DatasetBucketName: dataset.bucketName,
  CuratedBucketName: curated.bucketName,
  DeliveryStreamName: delivery.ref,
  TransformFunctionArn: transform.functionArn,
  IndexerFunctionArn: indexer.functionArn,
  SearchEndpoint: domain.attrDomainEndpoint,
  SearchIndex: 'readings',
};
for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
