import type { NoteStore } from '../../../runtime/functions/studio-lifecycle/note-store';
import type { S3Location } from '../../../src/studio/studio-lifecycle-config';

/** Notes that are kept in memory, by bucket and key. */
export class FakeNoteStore implements NoteStore {
  readonly objects = new Map<string, string>();
  /** The next reads fail so. */
  readonly readErrors: Error[] = [];

  async read({ Bucket, Key }: S3Location): Promise<string> {
    const error = this.readErrors.shift();
    if (error !== undefined) throw error;
    const text = this.objects.get(`${Bucket}/${Key}`);
    if (text === undefined) throw new Error(`NoSuchKey ${Bucket}/${Key}`);
    return text;
  }

  async write({ Bucket, Key }: S3Location, text: string): Promise<void> {
    this.objects.set(`${Bucket}/${Key}`, text);
  }

  async remove({ Bucket, Key }: S3Location): Promise<void> {
    this.objects.delete(`${Bucket}/${Key}`);
  }
}
