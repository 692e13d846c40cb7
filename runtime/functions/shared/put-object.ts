import type { S3Client } from '@aws-sdk/client-s3';
import type { PutObject } from './write-objects';

/** Puts objects into a bucket. Loading the client takes longer than all else that the function loads, so the first object does it. */
export function putObjectInto(Bucket: string): PutObject {
  let loaded: Promise<{ readonly sdk: typeof import('@aws-sdk/client-s3'); readonly s3: S3Client }> | undefined;
  return async (Key, Body) => {
    loaded ??= import('@aws-sdk/client-s3').then((sdk) => ({ sdk, s3: new sdk.S3Client({}) }));
    const { sdk, s3 } = await loaded;
    await s3.send(new sdk.PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/x-ndjson' }));
  };
}
