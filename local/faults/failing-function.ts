import { setTimeout as sleep } from 'node:timers/promises';
import { GetFunctionConfigurationCommand, type LambdaClient, UpdateFunctionConfigurationCommand, waitUntilFunctionUpdatedV2 } from '@aws-sdk/client-lambda';
import type { Fault } from './fault';
import type { WorkerLog } from '../workers/worker-log';

const MILLIS = 20_000;
const LONGEST_MILLIS = 120_000;
const LOOK_MILLIS = 100;
const LONGEST_UPDATE_SECONDS = 60;
/** As after a deployment that went wrong: no code is found under this name. */
const NO_HANDLER = 'deployed-by-mistake.handler';

/**
 * A function fails on every invocation, from before the first record on: however fast the machine, it is met.
 * It lasts until then, if that takes longer.
 */
export function failingFunction(
  name: string, lambda: LambdaClient, functionArn: string, log: WorkerLog, millis = MILLIS, longestMillis = LONGEST_MILLIS,
): Fault {
  let handler: string | undefined;
  return {
    name,
    prepare: async () => {
      ({ Handler: handler } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionArn })));
      await setHandler(lambda, functionArn, NO_HANDLER);
    },
    due: () => true,
    inflict: async () => {
      const end = Date.now() + longestMillis;
      try {
        await sleep(millis);
        while (log.failuresOf(functionArn) === 0 && Date.now() < end) await sleep(LOOK_MILLIS);
      } finally {
        await setHandler(lambda, functionArn, handler);
      }
      return log.failuresOf(functionArn);
    },
  };
}

async function setHandler(client: LambdaClient, FunctionName: string, Handler: string | undefined): Promise<void> {
  await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Handler }));
  await waitUntilFunctionUpdatedV2({ client, maxWaitTime: LONGEST_UPDATE_SECONDS, minDelay: 1, maxDelay: 1 }, { FunctionName });
}
