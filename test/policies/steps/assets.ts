import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { ACCOUNT, REGION } from '../../../local/emulator/account';
import type { Actor, Stage } from '../stage';

const ASSETS = `cdk-hnb659fds-assets-${ACCOUNT}-${REGION}`;

/** Reads what it may of the bucket of assets. @throws when that is nothing. */
export async function readAnAsset({ s3 }: Actor, { root }: Stage): Promise<void> {
  for await (const { Contents = [] } of paginateListObjectsV2({ client: root.s3 }, { Bucket: ASSETS })) {
    const answers = await Promise.allSettled(Contents.map(({ Key }) => s3.send(new GetObjectCommand({ Bucket: ASSETS, Key }))));
    if (answers.some(({ status }) => status === 'fulfilled')) return;
  }
  throw new Error('AccessDenied: no asset may be read');
}
