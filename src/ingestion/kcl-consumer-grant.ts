import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { IConstruct } from 'constructs';
import { Problems } from '../private/problems';

/** The index of the table of leases, which the KCL 3 makes and queries. */
const LEASE_INDEX = 'LeaseOwnerToLeaseKeyIndex';
/** Tables beside the one of leases. New applications of the KCL 3.5 and later keep everything in that one. */
const FURTHER_TABLES = ['WorkerMetricStats', 'CoordinatorState'];
const METADATA_ACTIONS = ['CreateTable', 'DescribeTable', 'Scan', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'];

/**
 * Lets the grantee run one application of the KCL 3 on a stream.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/kcl-iam-permissions.html
 */
export function grantKclConsumer(scope: IConstruct, stream: kinesis.IStream, grantee: iam.IGrantable, applicationName: string): iam.Grant {
  checkApplicationName(scope, applicationName);
  const stack = Stack.of(scope);
  const consumers = `${stream.streamArn}/consumer/${applicationName}:*`;
  const table = (name: string) => stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: name });
  const allow = (service: string, actions: string[], resourceArns: string[], conditions?: { [operator: string]: { [key: string]: string } }) =>
    iam.Grant.addToPrincipal({ grantee, actions: actions.map((action) => `${service}:${action}`), resourceArns, conditions });

  const grant = [
    allow('kinesis', ['DescribeStreamSummary', 'RegisterStreamConsumer', 'GetRecords', 'GetShardIterator', 'ListShards'], [stream.streamArn]),
    allow('kinesis', ['SubscribeToShard', 'DescribeStreamConsumer'], [consumers]),
    allow('dynamodb', ['UpdateTable'], [table(applicationName)]),
    allow('dynamodb', METADATA_ACTIONS, [applicationName, ...FURTHER_TABLES.map((suffix) => `${applicationName}-${suffix}`)].map(table)),
    allow('dynamodb', ['Query'], [table(`${applicationName}/index/${LEASE_INDEX}`)]),
    allow('cloudwatch', ['PutMetricData'], ['*'], { StringEquals: { 'cloudwatch:namespace': applicationName } }),
  ].reduce((whole, part) => whole.combine(part), allow('kinesis', ['DescribeStream'], [stream.streamArn]));
  grant.assertSuccess();
  return stream.encryptionKey ? grant.combine(stream.encryptionKey.grantDecrypt(grantee)) : grant;
}

/** The name is that of a DynamoDB table, and with the longest suffix still must be one. */
function checkApplicationName(scope: IConstruct, name: string): void {
  const problems = new Problems(`StreamIngestion ${scope.node.path}`);
  const longest = 255 - '-WorkerMetricStats'.length;
  problems.when(!Token.isUnresolved(name) && (!/^[A-Za-z0-9_.-]{3,}$/.test(name) || name.length > longest),
    `applicationName must be 3 to ${longest} letters, digits, dots, hyphens and underscores, got ${JSON.stringify(name)}: `
    + 'DynamoDB tables are called after it (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html)');
  problems.throwIfAny();
}
