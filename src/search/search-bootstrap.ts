import { createHash } from 'crypto';
import { CustomResource, Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { SearchBootstrapConfig, SearchBootstrapEnvironment } from './search-bootstrap-config';
import { PipelineFunction } from '../private/pipeline-function';

export interface SearchBootstrapProps {
  readonly domain: opensearch.IDomain;
  readonly config: SearchBootstrapConfig;
  readonly indexerRole: iam.IRole;
  readonly masterUserSecret?: secretsmanager.ISecret;
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
  readonly encryptionKey?: kms.IKey;
  readonly logRetention: logs.RetentionDays;
}

const TIMEOUT = Duration.minutes(5);

/** Puts the index templates into a domain: without them the first document would decide how its fields are searched. */
export class SearchBootstrap extends Construct {
  /** Done when the templates are in the domain. */
  public readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: SearchBootstrapProps) {
    super(scope, id);
    const environment: SearchBootstrapEnvironment = {
      SEARCH_ENDPOINT: props.domain.domainEndpoint,
      ...(props.masterUserSecret && { MASTER_USER_SECRET: props.masterUserSecret.secretArn, INDEXER_ROLE: props.indexerRole.roleArn }),
    };
    const bootstrap = new PipelineFunction(this, 'Function', {
      functionName: 'search-bootstrap',
      description: `Puts the index templates of ${scope.node.path} into its domain`,
      withoutDeadLetterQueue: 'CloudFormation waits for the answer, and takes silence for a failure',
      config: props.config,
      environment: { ...environment },
      timeout: TIMEOUT,
      memorySize: 256,
      logRetention: props.logRetention,
      encryptionKey: props.encryptionKey,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: props.securityGroups,
    });
    const access = new iam.Policy(this, 'Access', { roles: [bootstrap.role], statements: statements(props) });
    this.resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::SearchBootstrap',
      serviceToken: bootstrap.function.functionArn,
      serviceTimeout: TIMEOUT.plus(Duration.minutes(5)),
      // whatever changes here makes CloudFormation call the function again
      properties: { Endpoint: props.domain.domainEndpoint, Config: createHash('sha256').update(JSON.stringify(props.config)).digest('hex') },
    });
    this.resource.node.addDependency(access);
  }
}

function statements({ domain, config, masterUserSecret }: SearchBootstrapProps): iam.PolicyStatement[] {
  if (!masterUserSecret) {
    return [new iam.PolicyStatement({
      actions: ['es:ESHttpGet', 'es:ESHttpPut'],
      resources: config.indexTemplates.map(({ name }) => `${domain.domainArn}/_index_template/${name}`),
    })];
  }
  const { secretArn, encryptionKey } = masterUserSecret;
  return [
    new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] }),
    ...(encryptionKey ? [new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [encryptionKey.keyArn] })] : []),
  ];
}
