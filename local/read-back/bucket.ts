import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { Clients } from '../emulator/clients';

/** Keys of all objects under a prefix. */
export async function listKeys(clients: Clients, Bucket: string, Prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client: clients.s3 }, { Bucket, Prefix })) {
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
  }
  return keys;
}

export async function getObject(clients: Clients, Bucket: string, Key: string): Promise<Uint8Array> {
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
  return await Body?.transformToByteArray() ?? new Uint8Array();
}

/** Lines with something in them. */
export function linesOf(body: Uint8Array): string[] {
  return Buffer.from(body).toString('utf8').split('\n').filter((line) => line.trim() !== '');
}
