import { CustomResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { handWrittenFunction } from './function';
import type { Placed } from './network';
import type { Stored } from './storage';

export interface Searched {
  readonly domain: opensearch.Domain;
  readonly indexer: lambda.Function;
  readonly eventSources: lambda.EventSourceMapping[];
}

export function search(stack: Stack, { key, trips, insights, curated }: Stored, placed: Placed): Searched {
  const { vpc } = placed;
  const vpcSubnets = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
  const logGroup = new logs.LogGroup(stack, 'SearchLogs', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY, encryptionKey: key });
  new logs.ResourcePolicy(stack, 'SearchLogPolicy', {
    policyStatements: [new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('es.amazonaws.com')],
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    })],
  });
  const domain = new opensearch.Domain(stack, 'Search', {
    version: opensearch.EngineVersion.OPENSEARCH_2_19,
    capacity: { dataNodes: 1, dataNodeInstanceType: 't3.small.search', multiAzWithStandbyEnabled: false },
    ebs: { volumeSize: 10, volumeType: ec2.EbsDeviceVolumeType.GP3 },
    enforceHttps: true,
    nodeToNodeEncryption: true,
    encryptionAtRest: { enabled: true, kmsKey: key },
    vpc,
    vpcSubnets: [{ ...vpcSubnets, availabilityZones: [vpc.availabilityZones[0]] }],
    securityGroups: [placed.search],
    suppressLogsResourcePolicy: true,
    logging: {
      slowSearchLogEnabled: true,
      slowSearchLogGroup: logGroup,
      slowIndexLogEnabled: true,
      slowIndexLogGroup: logGroup,
      appLogEnabled: true,
      appLogGroup: logGroup,
    },
  });
  const surroundings = { vpc, vpcSubnets, securityGroups: [placed.functions], environment: { SEARCH_ENDPOINT: domain.domainEndpoint } };
  const allow = (actions: string[], resources: string[]) => new iam.PolicyStatement({ actions, resources });
  const indexer = handWrittenFunction(stack, 'Indexer', 'indexer', key, surroundings);
  indexer.addToRolePolicy(allow(['s3:PutObject'], [curated.arnForObjects('dead-letters/*')]));
  const bootstrap = handWrittenFunction(stack, 'Bootstrap', 'search-bootstrap', key, surroundings);
  for (const { id, role } of [{ id: 'Indexer', role: indexer.role }, { id: 'Bootstrap', role: bootstrap.role }]) {
    new iam.Policy(stack, `${id}Access`, { roles: role ? [role] : [], statements: [allow(['es:ESHttpPost', 'es:ESHttpPut'], [`${domain.domainArn}/*`])] });
  }
  const eventSources = [{ id: 'Trips', stream: trips }, { id: 'Insights', stream: insights }].map(({ id, stream }) => {
    stream.grantRead(indexer);
    return new lambda.EventSourceMapping(stack, `${id}EventSource`, {
      target: indexer,
      eventSourceArn: stream.streamArn,
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 500,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 5,
    });
  });
  new CustomResource(stack, 'Templates', {
    resourceType: 'Custom::SearchBootstrap', serviceToken: bootstrap.functionArn, properties: { Domain: domain.domainName },
  });
  return { domain, indexer, eventSources };
}
