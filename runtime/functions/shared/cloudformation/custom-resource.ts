import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { keepBack, type Clock, type RemainingTime } from '../clock';
import type { Log } from '../log';
import { answerCloudFormation, type Outcome } from './answer';

export interface CustomResourceDependencies {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Log;
}

/** Does what one request asks for within the time given; what it throws is the reason that a person reads in CloudFormation. */
export type CustomResourceWork = (event: CloudFormationCustomResourceEvent, time: RemainingTime) => Promise<void>;

const ANSWER_MILLISECONDS = 15_000;

/**
 * A custom resource that answers CloudFormation itself. It answers in any case, also where the work is not done in time: a request without an
 * answer holds a stack up for an hour.
 *
 * The physical id follows from the stack and the logical id and never changes, so that no update makes CloudFormation delete anything.
 */
export function customResourceHandler(work: CustomResourceWork, dependencies: CustomResourceDependencies) {
  return async (event: CloudFormationCustomResourceEvent, time: RemainingTime): Promise<void> => {
    const physicalResourceId = event.RequestType === 'Create' ? physicalId(event) : event.PhysicalResourceId;
    const outcome: Outcome = { physicalResourceId, ...await attempt(work, event, keepBack(time, ANSWER_MILLISECONDS), dependencies.clock) };
    dependencies.log({
      message: 'custom resource', requestType: event.RequestType, logicalResourceId: event.LogicalResourceId, status: outcome.status, reason: outcome.reason,
    });
    await answerCloudFormation(event, outcome, dependencies, time);
  };
}

/** Whether an event comes from CloudFormation. */
export function isCustomResourceEvent(event: object): event is CloudFormationCustomResourceEvent {
  return 'RequestType' in event && 'ResponseURL' in event;
}

type Result = Pick<Outcome, 'status' | 'reason'>;

async function attempt(work: CustomResourceWork, event: CloudFormationCustomResourceEvent, time: RemainingTime, clock: Clock): Promise<Result> {
  const done = new AbortController();
  const timeOut = clock.sleep(time.getRemainingTimeInMillis(), done.signal).then((): Result => (
    { status: 'FAILED', reason: `${event.RequestType} was not done when the time of the function was over; see its log, then try again` }
  ));
  const result = await Promise.race([settle(work, event, time), timeOut]);
  done.abort();
  return result;
}

async function settle(work: CustomResourceWork, event: CloudFormationCustomResourceEvent, time: RemainingTime): Promise<Result> {
  try {
    await work(event, time);
    return { status: 'SUCCESS' };
  } catch (error) {
    return { status: 'FAILED', reason: error instanceof Error && error.message !== '' ? error.message : String(error) };
  }
}

function physicalId({ StackId, LogicalResourceId }: CloudFormationCustomResourceEvent): string {
  // arn:<partition>:cloudformation:<region>:<account>:stack/<name>/<uuid>
  return `${StackId.slice(StackId.lastIndexOf('/') + 1)}-${LogicalResourceId}`;
}
