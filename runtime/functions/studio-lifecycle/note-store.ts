import type { S3Location, StudioNoteProperties, StudioNoteTemplate } from '../../../src/studio/studio-lifecycle-config';

/** Where notes are kept. */
export interface NoteStore {
  read(location: S3Location): Promise<string>;
  write(location: S3Location, text: string): Promise<void>;
  remove(location: S3Location): Promise<void>;
}

/** Writes a note as Zeppelin imports it, with what only a deployment knows. */
export async function writeNote(store: NoteStore, { Template, Target, Values }: StudioNoteProperties): Promise<void> {
  const template: StudioNoteTemplate = JSON.parse(await store.read(Template));
  const paragraphs = template.paragraphs.map((paragraph) => ({
    ...paragraph,
    text: paragraph.text.map((part) => (typeof part === 'number' ? Values[part] : part)).join(''),
  }));
  await store.write(Target, JSON.stringify({ ...template, paragraphs }, undefined, 2));
}

export function sameLocation(one: S3Location, other: S3Location): boolean {
  return one.Bucket === other.Bucket && one.Key === other.Key;
}
