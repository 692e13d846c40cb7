import * as iam from 'aws-cdk-lib/aws-iam';
import type { DeliveryPlace } from './resolved-delivery';
import type { TransformEnvironment } from './transform-config';
import { acknowledgeWildcard } from '../private/acknowledge-wildcard';
import { keyUse } from '../private/key-use';

/** Tells the transform where it keeps records of compressed blocks that the schema rejects. */
export function rejectedRecordEnvironment({ bucket, prefix }: DeliveryPlace): { [name: string]: string } {
  const environment: TransformEnvironment = { REJECTED_RECORD_BUCKET: bucket.bucketName, REJECTED_RECORD_PREFIX: prefix };
  return { ...environment };
}

/** Lets the transform write there, and nowhere else in the bucket. */
export function allowRejectedRecords(role: iam.Role, { bucket, key, prefix }: DeliveryPlace): void {
  const objects = bucket.arnForObjects(`${prefix}*`);
  role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [objects] }));
  acknowledgeWildcard(role, objects, 'rejected records are objects of any name under this one prefix');
  keyUse(role, 's3', [key], ['kms:GenerateDataKey']).forEach((statement) => role.addToPolicy(statement));
}
