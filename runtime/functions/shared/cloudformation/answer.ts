import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { backoff, type Clock, type RemainingTime } from '../clock';

/** The body of an answer may have 4,096 bytes (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html). */
const REASON_LIMIT_BYTES = 2_000;
const TIMEOUT_MILLISECONDS = 10_000;

export interface AnswerDependencies {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

export interface Outcome {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalResourceId: string;
  /** With FAILED. */
  readonly reason?: string;
}

/**
 * Puts the answer where CloudFormation waits for it. Tries again while there is time; then rejects, which makes Lambda call the function
 * anew with the same event, since CloudFormation's calls are asynchronous.
 */
export async function answerCloudFormation(
  event: CloudFormationCustomResourceEvent, outcome: Outcome, dependencies: AnswerDependencies, time: RemainingTime,
): Promise<void> {
  const body = JSON.stringify({
    Status: outcome.status,
    Reason: cutTo(REASON_LIMIT_BYTES, outcome.reason ?? ''),
    PhysicalResourceId: outcome.physicalResourceId,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  });
  for (let attempt = 1; ; attempt++) {
    const failure = await put(event.ResponseURL, body, dependencies.fetch, time);
    if (failure === undefined) return;
    const wait = backoff(attempt, dependencies.clock);
    if (time.getRemainingTimeInMillis() <= wait) throw new Error(`CloudFormation did not take the answer ${outcome.status}: ${failure}`);
    await dependencies.clock.sleep(wait);
  }
}

/** Undefined when the answer was taken; never names the URL, which is a credential. */
async function put(url: string, body: string, fetchImplementation: typeof fetch, time: RemainingTime): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(Math.max(1, Math.min(TIMEOUT_MILLISECONDS, time.getRemainingTimeInMillis())));
    // the URL is signed without a content type
    const response = await fetchImplementation(url, { method: 'PUT', body: Buffer.from(body), headers: { 'content-type': '' }, signal });
    await response.text();
    return response.ok ? undefined : `HTTP ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.name : 'no answer';
  }
}

function cutTo(bytes: number, text: string): string {
  let cut = text;
  while (Buffer.byteLength(JSON.stringify(cut)) > bytes) cut = `${cut.slice(0, Math.floor(cut.length * 0.9) - 1)}…`;
  return cut;
}
