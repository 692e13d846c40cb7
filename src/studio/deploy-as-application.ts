import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesisanalytics from 'aws-cdk-lib/aws-kinesisanalyticsv2';
import { IConstruct } from 'constructs';
import type { DeployAsApplicationOptions } from './deploy-as-application-options';
import { acknowledgeWildcard } from '../private/acknowledge-wildcard';
import type { Problems } from '../private/problems';

const BASE_PATH = /^([A-Za-z0-9_-]+\/)+$/;
const NAME_PREFIX = /^[A-Za-z0-9_.-]{1,64}$/;
const GUIDE = 'https://docs.aws.amazon.com/managed-flink/latest/java/how-notebook-durable.html';

/** Checks where notes that are deployed as applications go. */
export function checkDeployAsApplication(problems: Problems, options: DeployAsApplicationOptions | undefined): void {
  const { basePath, applicationNamePrefix } = options ?? {};
  problems.when(basePath !== undefined && !Token.isUnresolved(basePath) && !BASE_PATH.test(basePath),
    `deployAsApplication.basePath must be names of letters, digits, hyphens and underscores, each with a slash after it, got ${JSON.stringify(basePath)}: for example "applications/"`);
  problems.when(applicationNamePrefix !== undefined && !Token.isUnresolved(applicationNamePrefix) && !NAME_PREFIX.test(applicationNamePrefix),
    `deployAsApplication.applicationNamePrefix must be 1 to 64 letters, digits, dots, hyphens and underscores, got ${JSON.stringify(applicationNamePrefix)}`);
}

/** The configuration of the notebook. */
export function s3ContentLocation({ bucket, basePath }: DeployAsApplicationOptions): kinesisanalytics.CfnApplication.S3ContentBaseLocationProperty {
  return { bucketArn: bucket.bucketArn, basePath: basePath ?? 'studio-applications/' };
}

/**
 * Lets a notebook make applications of its notes: by a policy that it does not wait for, since that names its own role, which the applications work with.
 */
export function allowDeployment(policy: iam.Policy, role: iam.IRole, options: DeployAsApplicationOptions): void {
  const { bucket } = options;
  const [files, applications] = [bucket.arnForObjects(`${s3ContentLocation(options).basePath}*`), applicationArns(policy, options)];
  const allow = (actions: string[], resource: string, conditions?: { [operator: string]: object }) =>
    policy.addStatements(new iam.PolicyStatement({ actions, resources: [resource], conditions }));
  allow(['s3:GetBucketLocation'], bucket.bucketArn);
  allow(['s3:ListBucket'], bucket.bucketArn, { StringLike: { 's3:prefix': `${s3ContentLocation(options).basePath}*` } });
  allow(['s3:GetObject', 's3:PutObject'], files);
  allow(['kinesisanalytics:CreateApplication', 'kinesisanalytics:DescribeApplication', 'kinesisanalytics:UpdateApplication'], applications);
  allow(['iam:PassRole'], role.roleArn, { StringEquals: { 'iam:PassedToService': 'kinesisanalytics.amazonaws.com' } });
  if (bucket.encryptionKey) {
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], bucket.encryptionKey.keyArn);
  }
  acknowledgeWildcard(policy, files, `the notebook names the files of the applications that it builds (${GUIDE})`);
  acknowledgeWildcard(policy, applications, `a person names the applications that are made of notes (${GUIDE})`);
}

function applicationArns(scope: IConstruct, { applicationNamePrefix }: DeployAsApplicationOptions): string {
  const stack = Stack.of(scope);
  return stack.formatArn({ service: 'kinesisanalytics', resource: 'application', resourceName: `${applicationNamePrefix ?? `${stack.stackName}-`}*` });
}
