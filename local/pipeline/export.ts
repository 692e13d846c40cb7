import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Search } from './prepare';
import type { StackOutputs } from '../deploy/outputs';
import type { Clients } from '../emulator/clients';
import { getObject, listKeys } from '../read-back/bucket';
import { readDocuments } from '../read-back/search';

/** Copies what has arrived to a folder: the curated bucket's objects by their keys, and the documents, one on each line. */
export async function exportTo(folder: string, clients: Clients, outputs: StackOutputs, search: Search): Promise<void> {
  const bucket = outputs.get('CuratedBucketName');
  for (const key of await listKeys(clients, bucket, '')) {
    write(join(resolve(folder), 'curated-bucket', key), await getObject(clients, bucket, key));
  }
  const index = outputs.find('SearchIndex');
  if (index === undefined || 'leftOut' in search) return;
  const documents = await readDocuments(search.endpoint, index);
  write(join(resolve(folder), 'documents.ndjson'), documents.map((document) => `${document}\n`).join(''));
}

function write(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
