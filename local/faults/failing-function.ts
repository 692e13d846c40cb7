import { setTimeout as sleep } from 'node:timers/promises';
import { GetFunctionConfigurationCommand, type LambdaClient, UpdateFunctionConfigurationCommand, waitUntilFunctionUpdatedV2 } from '@aws-sdk/client-lambda';
import type { Fault } from './fault';
import type { WorkerLog } from '../workers/worker-log';

const MILLIS = 20_000;
const LONGEST_UPDATE_SECONDS = 60;
/** As after a deployment that went wrong: no code is found under this name. */
const NO_HANDLER = 'deployed-by-mistake.handler';

/** A function fails on every invocation, once it has worked for the first time. */
export function failingFunction(name: string, lambda: LambdaClient, functionArn: string, log: WorkerLog, millis = MILLIS): Fault {
  return {
    name,
    due: () => log.invocationsOf(functionArn) > 0,
    inflict: async () => {
      const { Handler } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionArn }));
      const before = log.failuresOf(functionArn);
      await setHandler(lambda, functionArn, NO_HANDLER);
      try {
        await sleep(millis);
      } finally {
        await setHandler(lambda, functionArn, Handler);
      }
      return log.failuresOf(functionArn) - before;
    },
  };
}

async function setHandler(client: LambdaClient, FunctionName: string, Handler: string | undefined): Promise<void> {
  await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Handler }));
  await waitUntilFunctionUpdatedV2({ client, maxWaitTime: LONGEST_UPDATE_SECONDS, minDelay: 1, maxDelay: 1 }, { FunctionName });
}
