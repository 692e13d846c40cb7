import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { GlueClient } from '@aws-sdk/client-glue';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { ACCOUNT, REGION, SECRET } from './account';

/** The official clients, all on one endpoint. */
export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly firehose: FirehoseClient;
  readonly glue: GlueClient;
  readonly kinesis: KinesisClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
}

/** Longer than any function may run: 15 minutes. */
const REQUEST_MILLIS = 16 * 60 * 1000;

export function makeClients(endpoint: string): Clients {
  const configuration = {
    endpoint,
    region: REGION,
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: SECRET },
    requestHandler: new NodeHttpHandler({ requestTimeout: REQUEST_MILLIS, httpAgent: { maxSockets: 100, keepAlive: true } }),
  };
  return {
    cloudFormation: new CloudFormationClient(configuration),
    firehose: new FirehoseClient(configuration),
    glue: new GlueClient(configuration),
    kinesis: new KinesisClient(configuration),
    lambda: new LambdaClient(configuration),
    s3: new S3Client({ ...configuration, forcePathStyle: true }),
    ssm: new SSMClient(configuration),
  };
}
