import type { Clock, RemainingTime } from '../shared/clock';

/**
 * A deployment that changes a note changes the policy too by which it is read, seconds before. Until that is known everywhere S3 refuses
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency).
 */
const PATIENCE_MILLISECONDS = 120_000;
const POLL_MILLISECONDS = 5_000;

/** Does something that can be done again, and again while it is not allowed yet. */
export async function onceAllowed(work: () => Promise<void>, clock: Clock, time: RemainingTime): Promise<void> {
  const leftAtItsEnd = Math.max(0, time.getRemainingTimeInMillis() - PATIENCE_MILLISECONDS);
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const patience = time.getRemainingTimeInMillis() - leftAtItsEnd;
      if (!(error instanceof Error && error.name === 'AccessDenied') || patience <= POLL_MILLISECONDS) throw error;
    }
    await clock.sleep(POLL_MILLISECONDS);
  }
}
