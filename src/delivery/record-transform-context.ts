import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { DeliveryPlace } from './resolved-delivery';
import { RecordPartitioning, RecordSchema } from '../schema';

/** What a transform needs to define its function. */
export interface RecordTransformContext {
  readonly schema: RecordSchema;
  readonly partitioning: RecordPartitioning;
  readonly logRetention: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
  /** Where rejected records of compressed blocks go, where the stream carries such. */
  readonly rejectedRecords?: DeliveryPlace;
}
