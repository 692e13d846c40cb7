import { Duration, Size } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { CuratedDeliveryProps } from './curated-delivery';
import { DeliveryFormat } from './delivery-format';
import { RecordTransform } from './record-transform';
import { defaultCuratedPrefix } from '../private/curated-layout';
import { RecordPartitioning } from '../schema';

/** A place in a bucket. */
export interface DeliveryPlace {
  readonly bucket: s3.IBucket;
  /** The key that encrypts the objects, if not one that S3 manages. */
  readonly key?: kms.IKey;
  readonly prefix: string;
}

/** What was decided about a delivery, and the defaults for the rest. */
export interface ResolvedDelivery {
  readonly format: DeliveryFormat;
  readonly transform: RecordTransform;
  readonly partitioning: RecordPartitioning;
  readonly bufferingInterval: Duration;
  readonly bufferingSize: Size;
  readonly curated: DeliveryPlace;
  readonly errorPrefix: string;
  /** Where records are kept as they came, if they are. */
  readonly raw?: DeliveryPlace;
}

export function resolveDelivery(props: CuratedDeliveryProps): ResolvedDelivery {
  const place = (bucket: s3.IBucket, prefix: string): DeliveryPlace => ({ bucket, prefix, key: bucket.encryptionKey ?? props.encryptionKey });
  return {
    format: props.format ?? (props.curatedTable ? DeliveryFormat.parquet() : DeliveryFormat.json()),
    transform: props.transform ?? RecordTransform.standard(),
    partitioning: props.partitioning ?? RecordPartitioning.byArrival(),
    bufferingInterval: props.bufferingInterval ?? Duration.seconds(300),
    bufferingSize: props.bufferingSize ?? Size.mebibytes(128),
    curated: place(props.bucket, props.prefix ?? defaultCuratedPrefix(props.schema)),
    errorPrefix: props.errorPrefix ?? 'errors/',
    raw: props.rawRecordBackup ? place(props.rawRecordBucket ?? props.bucket, props.rawRecordPrefix ?? 'raw/') : undefined,
  };
}

/** Where the transform keeps records of a compressed block that are rejected while the others are delivered. */
export function rejectedRecordPlace({ curated, errorPrefix }: ResolvedDelivery): DeliveryPlace {
  return { ...curated, prefix: `${errorPrefix}transform/` };
}

/** Everywhere in the buckets that a delivery writes to. */
export function deliveryPlaces({ curated, errorPrefix, raw }: ResolvedDelivery): DeliveryPlace[] {
  const withErrors = (place: DeliveryPlace) => [place, { ...place, prefix: errorPrefix }];
  return [...withErrors(curated), ...raw ? withErrors(raw) : []];
}
