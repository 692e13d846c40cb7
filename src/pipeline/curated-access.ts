import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { DataCatalog } from '../catalog';

/**
 * Lets the grantee read the description of the curated table: without it Athena cannot plan a query.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html
 */
export function grantDescribeCurated(catalog: DataCatalog, grantee: iam.IGrantable): iam.Grant {
  const stack = Stack.of(catalog);
  const { databaseName, tableName } = catalog.curatedTable;
  const arn = (resource: string, resourceName?: string) => stack.formatArn({ service: 'glue', resource, resourceName });
  return iam.Grant.addToPrincipal({
    grantee,
    actions: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
    resourceArns: [arn('catalog'), arn('database', databaseName), arn('table', `${databaseName}/${tableName}`)],
  });
}
