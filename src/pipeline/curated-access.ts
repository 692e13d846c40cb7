import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { DataCatalog } from '../catalog';
import { keyUse } from '../private/key-use';
import { PipelineStorage } from '../storage';

/**
 * Lets the grantee read the description of the curated table: without it Athena cannot plan a query.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html
 */
export function grantDescribeCurated(catalog: DataCatalog, grantee: iam.IGrantable): iam.Grant {
  const stack = Stack.of(catalog);
  const { catalogId, databaseName, tableName } = catalog.curatedTable;
  const arn = (resource: string, resourceName?: string) => stack.formatArn({ service: 'glue', account: catalogId, resource, resourceName });
  return iam.Grant.addToPrincipal({
    grantee,
    actions: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
    resourceArns: [arn('catalog'), arn('database', databaseName), arn('table', `${databaseName}/${tableName}`)],
  });
}

/** Where the delivered records are, and with which key they were written if the bucket knows of none. */
export interface CuratedObjects {
  readonly storage: PipelineStorage;
  readonly prefix: string;
  readonly encryptionKey?: kms.IKey;
}

/** Lets the grantee read the delivered records, also in an existing bucket, where Firehose encrypts them with the pipeline's key. */
export function grantReadObjects({ storage, prefix, encryptionKey }: CuratedObjects, grantee: iam.IGrantable): iam.Grant {
  const objects = storage.curatedBucket.grantRead(grantee, `${prefix}*`);
  if (storage.curatedBucket.encryptionKey) {
    return objects;
  }
  const decryption = keyUse(storage, 's3', [encryptionKey], ['kms:Decrypt']).map(({ actions, conditions, resources }) =>
    iam.Grant.addToPrincipal({ grantee, actions, conditions, resourceArns: resources }));
  return decryption.reduce((grant, other) => grant.combine(other), objects);
}
