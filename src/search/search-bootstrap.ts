import { createHash } from 'crypto';
import { CustomResource, Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct, IDependable } from 'constructs';
import type { SearchBootstrapConfig, SearchBootstrapEnvironment } from './search-bootstrap-config';
import { bootstrapStatements, managedIndexPaths } from './search-bootstrap-statements';
import { acknowledgeWildcard } from '../private/acknowledge-wildcard';
import { PipelineFunction } from '../private/pipeline-function';

export interface SearchBootstrapProps {
  readonly domain: opensearch.IDomain;
  readonly config: SearchBootstrapConfig;
  readonly writerRole: iam.IRole;
  readonly masterUserSecret?: secretsmanager.ISecret;
  /** The role that may do everything in the domain, for a domain with fine-grained access control without such a user. */
  readonly masterRole?: iam.Role;
  /** What has to be there before the function runs. */
  readonly dependables: IDependable[];
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
  readonly encryptionKey?: kms.IKey;
  readonly logRetention: logs.RetentionDays;
}

const TIMEOUT = Duration.minutes(5);

/**
 * Puts the index templates into a domain, without which the first document would decide how its fields are searched, and the aliases and policies by
 * which indexes begin and end.
 */
export class SearchBootstrap extends Construct {
  /** Done when all of it is in the domain. */
  public readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: SearchBootstrapProps) {
    super(scope, id);
    const environment: SearchBootstrapEnvironment = {
      SEARCH_ENDPOINT: props.domain.domainEndpoint,
      ...(props.masterUserSecret && { MASTER_USER_SECRET: props.masterUserSecret.secretArn }),
      ...(props.config.writerSecurityRole && { WRITER_ROLE: props.writerRole.roleArn }),
    };
    const bootstrap = new PipelineFunction(this, 'Function', {
      functionName: 'search-bootstrap',
      description: `Puts the index templates of ${scope.node.path} into its domain`,
      withoutDeadLetterQueue: 'CloudFormation waits for the answer, and takes silence for a failure',
      config: props.config,
      environment: { ...environment },
      role: props.masterRole,
      timeout: TIMEOUT,
      memorySize: 256,
      logRetention: props.logRetention,
      encryptionKey: props.encryptionKey,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: props.securityGroups,
    });
    const access = new iam.Policy(this, 'Access', { roles: [bootstrap.role], statements: bootstrapStatements(this, props) });
    const { read, changed } = managedIndexPaths(props);
    for (const path of [...read, ...changed]) {
      acknowledgeWildcard(access, path, 'each index behind the alias has a number of its own, which rollover counts up');
    }
    this.resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::SearchBootstrap',
      serviceToken: bootstrap.function.functionArn,
      serviceTimeout: TIMEOUT.plus(Duration.minutes(5)),
      // whatever changes here makes CloudFormation call the function again
      properties: {
        Endpoint: props.domain.domainEndpoint,
        Config: createHash('sha256').update(JSON.stringify(props.config)).digest('hex'),
        // a role that is replaced has another ARN, which the domain then does not know yet
        ...(props.config.writerSecurityRole && { WriterRole: props.writerRole.roleArn }),
      },
    });
    this.resource.node.addDependency(access, ...props.dependables);
  }
}
