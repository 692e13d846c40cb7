import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { GlueClient } from '@aws-sdk/client-glue';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type Caller, REGION, ROOT } from './account';

/** The official clients, all on one endpoint. */
export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly firehose: FirehoseClient;
  readonly glue: GlueClient;
  readonly kinesis: KinesisClient;
  readonly kinesisAnalytics: KinesisAnalyticsV2Client;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
}

/** Longer than any function may run: 15 minutes. */
const REQUEST_MILLIS = 16 * 60 * 1000;

/** @param credentials by default those of the account's root. */
export function makeClients(endpoint: string, credentials: Caller | (() => Promise<Caller>) = ROOT): Clients {
  const configuration = {
    endpoint,
    region: REGION,
    credentials,
    requestHandler: new NodeHttpHandler({ requestTimeout: REQUEST_MILLIS, httpAgent: { maxSockets: 100, keepAlive: true } }),
  };
  return {
    cloudFormation: new CloudFormationClient(configuration),
    firehose: new FirehoseClient(configuration),
    glue: new GlueClient(configuration),
    kinesis: new KinesisClient(configuration),
    kinesisAnalytics: new KinesisAnalyticsV2Client(configuration),
    lambda: new LambdaClient(configuration),
    s3: new S3Client({ ...configuration, forcePathStyle: true }),
    sqs: new SQSClient(configuration),
    ssm: new SSMClient(configuration),
    sts: new STSClient(configuration),
  };
}
