import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import type { Application } from './application';
import { runUntilRunning, stopUntilStopped } from './wait';
import type { StudioLifecycleAnswer, StudioLifecycleRequest } from '../../../src/studio/studio-lifecycle-config';
import type { RemainingTime } from '../shared/clock';
import { customResourceHandler, isCustomResourceEvent, type CustomResourceDependencies } from '../shared/cloudformation/custom-resource';

export interface StudioLifecycleDependencies extends CustomResourceDependencies {
  readonly application: Application;
}

/**
 * Starts and stops the Studio application.
 *
 * Called by a person or a schedule it asks the service and answers at once with the state the application is in then, commonly STARTING.
 * As a custom resource it waits: Create and Update succeed only when the application is RUNNING, Delete when it has stopped or is gone.
 */
export function createHandler(dependencies: StudioLifecycleDependencies) {
  const { application, clock } = dependencies;
  const answerRequest = customResourceHandler(async (event, time) => {
    if (event.RequestType === 'Delete') await stopUntilStopped(application, clock, time);
    else await runUntilRunning(application, clock, time);
  }, dependencies);

  return async (event: StudioLifecycleRequest | CloudFormationCustomResourceEvent, time: RemainingTime): Promise<StudioLifecycleAnswer | void> => {
    if (isCustomResourceEvent(event)) return answerRequest(event, time);
    const answer = await direct(event.action, application);
    dependencies.log({ message: 'studio lifecycle', action: event.action, ...answer });
    return answer;
  };
}

async function direct(action: StudioLifecycleRequest['action'], application: Application): Promise<StudioLifecycleAnswer> {
  const before = await statusOf(application);
  switch (action) {
    case 'status': return { applicationName: application.name, status: before };
    case 'start':
      if (before === 'RUNNING' || before === 'STARTING') return { applicationName: application.name, status: before };
      await application.start();
      break;
    case 'stop':
      if (before === 'READY' || before === 'STOPPING') return { applicationName: application.name, status: before };
      await application.stop();
      break;
    default: throw new Error(`action is ${JSON.stringify(action)}, allowed are 'start', 'stop' and 'status'`);
  }
  return { applicationName: application.name, status: await statusOf(application) };
}

async function statusOf(application: Application): Promise<string> {
  const status = await application.status();
  if (status === undefined) throw new Error(`there is no application ${application.name}`);
  return status;
}
