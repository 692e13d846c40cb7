import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/** The services that use a key on behalf of whoever calls them: roles of the pipeline, and who deploys it. */
const SERVICES = ['ec2', 'es', 'kinesis', 'lambda', 's3', 'secretsmanager', 'sns'];

const USE = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/**
 * For the services that use the key by themselves, and for nobody's sake but this account's.
 *
 * What they act for is named by ARN patterns: naming each resource would make the key wait for resources that wait for the key.
 */
export function serviceStatements(stack: Stack): iam.PolicyStatement[] {
  return [
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    new iam.PolicyStatement({
      sid: 'LogGroupsOfThisAccount',
      principals: [new iam.ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
      actions: USE,
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': pattern(stack, 'logs', 'log-group') } },
    }),
    alarmStatement(stack),
  ];
}

/**
 * For alarms of this account that publish to a topic with the key.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function alarmStatement(stack: Stack): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'AlarmsOfThisAccountOnTopics',
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': pattern(stack, 'cloudwatch', 'alarm') },
    },
  });
}

/**
 * For whoever in this account has a policy that allows it, through the services of a pipeline alone. A key's own statement for its account says
 * as much and more, so only a key without one needs these.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function accountStatements(stack: Stack): iam.PolicyStatement[] {
  const through = {
    'kms:CallerAccount': stack.account,
    'kms:ViaService': SERVICES.map((service) => `${service}.${stack.region}.${stack.urlSuffix}`),
  };
  const principals = [new iam.AccountPrincipal(stack.account)];
  return [
    new iam.PolicyStatement({
      sid: 'RolesOfThisAccountThroughServices', principals, actions: USE, resources: ['*'], conditions: { StringEquals: through },
    }),
    // how OpenSearch, EC2 and Lambda keep the use of the key that their caller has
    new iam.PolicyStatement({
      sid: 'GrantsToServicesOfThisAccount',
      principals,
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { StringEquals: through, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ];
}

function pattern(stack: Stack, service: string, resource: string): string {
  return stack.formatArn({ service, resource, resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
