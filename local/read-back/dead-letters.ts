import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { getObject, linesOf, listKeys } from './bucket';
import { Digests } from './digests';
import type { Clients } from '../emulator/clients';

/** Records that the indexer set aside because they can never be indexed. */
export interface DeadLetters {
  readonly count: number;
  /** Those that differ. */
  readonly records: Digests;
}

/** @throws when an object holds something else than the indexer's dead letters. */
export async function readDeadLetters(clients: Clients, indexerFunctionArn: string): Promise<DeadLetters> {
  const { Environment } = await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: indexerFunctionArn }));
  const { DEAD_LETTER_BUCKET: bucket, DEAD_LETTER_PREFIX: prefix } = Environment?.Variables ?? {};
  if (bucket === undefined || prefix === undefined) {
    throw new Error(`the indexer ${indexerFunctionArn} does not say where its dead letters go: DEAD_LETTER_BUCKET and DEAD_LETTER_PREFIX are not in its environment`);
  }
  const records = new Digests();
  let count = 0;
  for (const key of await listKeys(clients, bucket, prefix)) {
    for (const line of linesOf(await getObject(clients, bucket, key))) {
      const { data }: { data?: unknown } = JSON.parse(line);
      if (typeof data !== 'string') throw new Error(`the dead letters ${key} hold a line without data: ${line.slice(0, 200)}`);
      records.add(Buffer.from(data, 'base64'));
      count++;
    }
  }
  return { count, records };
}
