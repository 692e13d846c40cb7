import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { zipSync } from 'fflate';
import type { Assembly, FileAsset } from './assembly';
import { ACCOUNT, REGION } from '../emulator/account';
import type { Clients } from '../emulator/clients';

/** Version of the CDK's bootstrap stack that the emulator's account seems to have. */
const BOOTSTRAP_VERSION = '30';

/** Does for the emulator's account what `cdk bootstrap` and the publishing step of `cdk deploy` do: nothing in the assembly is changed. */
export async function publishAssets(clients: Clients, assembly: Assembly): Promise<void> {
  for (const parameter of Object.values(assembly.template.Parameters ?? {})) {
    if (!parameter.Type.startsWith('AWS::SSM::Parameter::Value<') || parameter.Default === undefined) continue;
    // names of AWS itself are served by the emulator, as AWS does
    if (parameter.Default.startsWith('/aws/')) continue;
    await clients.ssm.send(new PutParameterCommand({ Name: parameter.Default, Value: BOOTSTRAP_VERSION, Type: 'String', Overwrite: true }));
  }
  const destinations = assembly.assets.flatMap((asset) => Object.values(asset.destinations).map((destination) => ({ asset, ...destination })));
  for (const bucket of new Set(destinations.map(({ bucketName }) => inAccount(bucketName)))) {
    await clients.s3.send(new CreateBucketCommand({ Bucket: bucket }));
  }
  for (const { asset, bucketName, objectKey } of destinations) {
    await clients.s3.send(new PutObjectCommand({ Bucket: inAccount(bucketName), Key: inAccount(objectKey), Body: bodyOf(assembly.folder, asset) }));
  }
}

/** Fills in the placeholders that the CDK leaves in names and addresses of a stack without a fixed environment. */
export function inAccount(text: string): string {
  return text.replaceAll('${AWS::AccountId}', ACCOUNT).replaceAll('${AWS::Region}', REGION).replaceAll('${AWS::Partition}', 'aws');
}

function bodyOf(folder: string, asset: FileAsset): Uint8Array {
  const path = join(folder, asset.source.path);
  return asset.source.packaging === 'zip' ? zipSync(filesOf(path, path)) : readFileSync(path);
}

function filesOf(root: string, folder: string): { [name: string]: Uint8Array } {
  const files: { [name: string]: Uint8Array } = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) Object.assign(files, filesOf(root, path));
    else files[relative(root, path)] = readFileSync(path);
  }
  return files;
}
