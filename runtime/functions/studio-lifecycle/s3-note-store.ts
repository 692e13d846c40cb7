import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { NoteStore } from './note-store';
import type { S3Location } from '../../../src/studio/studio-lifecycle-config';

export class S3NoteStore implements NoteStore {
  constructor(private readonly client: Pick<S3Client, 'send'>) {}

  async read({ Bucket, Key }: S3Location): Promise<string> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket, Key }));
    if (Body === undefined) throw new Error(`s3://${Bucket}/${Key} has no content`);
    return Body.transformToString();
  }

  async write({ Bucket, Key }: S3Location, text: string): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket, Key, Body: text, ContentType: 'application/json' }));
  }

  /** Also where the bucket is gone, and the note with it. */
  async remove({ Bucket, Key }: S3Location): Promise<void> {
    try {
      await this.client.send(new DeleteObjectCommand({ Bucket, Key }));
    } catch (error) {
      if (!(error instanceof Error && error.name === 'NoSuchBucket')) throw error;
    }
  }
}
