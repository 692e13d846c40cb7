import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { countLines, getObject, listKeys } from './bucket';
import type { Clients } from '../emulator/clients';

/** Records that the indexer set aside because they can never be indexed. */
export async function countDeadLetters(clients: Clients, indexerFunctionArn: string): Promise<number> {
  const { Environment } = await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: indexerFunctionArn }));
  const { DEAD_LETTER_BUCKET: bucket, DEAD_LETTER_PREFIX: prefix } = Environment?.Variables ?? {};
  if (bucket === undefined || prefix === undefined) {
    throw new Error(`the indexer ${indexerFunctionArn} does not say where its dead letters go: DEAD_LETTER_BUCKET and DEAD_LETTER_PREFIX are not in its environment`);
  }
  let count = 0;
  for (const key of await listKeys(clients, bucket, prefix)) count += countLines(await getObject(clients, bucket, key));
  return count;
}
