import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { getObject, linesOf, listKeys } from './bucket';
import type { Clients } from '../emulator/clients';

/** What the transform has rejected out of compressed blocks: Firehose takes one verdict for a block, so the function keeps them itself. Nothing where it does not. */
export async function readRejectedRecords(clients: Clients, transformFunctionArn: string): Promise<Buffer[]> {
  const { Environment } = await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: transformFunctionArn }));
  const { REJECTED_RECORD_BUCKET: bucket, REJECTED_RECORD_PREFIX: prefix } = Environment?.Variables ?? {};
  if (bucket === undefined || prefix === undefined) return [];
  const records: Buffer[] = [];
  for (const key of await listKeys(clients, bucket, prefix)) records.push(...readRejectedLines(await getObject(clients, bucket, key), key));
  return records;
}

/** @throws when a line is not a rejected record. */
export function readRejectedLines(body: Uint8Array, key: string): Buffer[] {
  return linesOf(body).map((line) => {
    const { data, reasons }: { data?: unknown; reasons?: unknown } = JSON.parse(line);
    if (typeof data !== 'string' || !Array.isArray(reasons) || reasons.length === 0) {
      throw new Error(`the rejected records ${key} hold a line without data or reasons: ${line.slice(0, 200)}`);
    }
    return Buffer.from(data, 'base64');
  });
}
