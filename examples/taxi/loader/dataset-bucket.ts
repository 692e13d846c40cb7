import { Readable } from 'node:stream';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { TripsError } from '../trips/trips-error';

export interface DatasetBucketProps {
  readonly bucketName: string;
  readonly region?: string;
  /** URL of an emulator. @default - the service */
  readonly endpoint?: string;
}

/** An object of the bucket, opened for reading. */
export interface OpenedObject {
  readonly content: Readable;
  readonly size: number;
}

/** The bucket that keeps the original trips as they came. */
export class DatasetBucket {
  private readonly client: S3Client;

  constructor(private readonly props: DatasetBucketProps) {
    // an emulator has no host name for each bucket
    this.client = new S3Client({ region: props.region, endpoint: props.endpoint, forcePathStyle: props.endpoint !== undefined });
  }

  /** Keeps a file of any size, a few parts of it in memory at a time. */
  public async store(key: string, content: Readable): Promise<void> {
    await new Upload({ client: this.client, params: { Bucket: this.props.bucketName, Key: key, Body: content, ContentType: 'text/csv' } }).done();
  }

  /** @throws TripsError when there is no such object */
  public async open(key: string): Promise<OpenedObject> {
    const object = await this.client.send(new GetObjectCommand({ Bucket: this.props.bucketName, Key: key })).catch((error: unknown) => {
      throw error instanceof Error && error.name === 'NoSuchKey' ? new TripsError('does not exist: --from-bucket must name an object of the dataset bucket') : error;
    });
    if (!(object.Body instanceof Readable)) throw new Error(`the object ${key} came without a stream to read it from`);
    return { content: object.Body, size: object.ContentLength ?? 0 };
  }

  public close(): void {
    this.client.destroy();
  }
}
