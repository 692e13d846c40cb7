import type { Application } from './application';
import type { Clock, RemainingTime } from '../shared/clock';

const POLL_MILLISECONDS = 5_000;
/** The service is busy with another request, or had too many. */
const PASSING = new Set(['ResourceInUseException', 'ConcurrentModificationException', 'ThrottlingException', 'TooManyRequestsException']);

/** Starts the application if need be and resolves only when it is RUNNING. */
export async function runUntilRunning(application: Application, clock: Clock, time: RemainingTime): Promise<void> {
  let wasStarting = false;
  let started = false;
  for (;;) {
    const status = await statusInTime(application, clock, time);
    if (status === 'RUNNING') return;
    if (status === undefined || status === 'DELETING') {
      throw new Error(`application ${application.name} cannot be started: ${status === undefined ? 'there is none of that name' : 'it is being deleted'}`);
    }
    if (status === 'READY' && wasStarting) {
      throw new Error(`application ${application.name} did not start: it went from STARTING back to READY; its log stream says why`);
    }
    wasStarting ||= status === 'STARTING';
    if (status === 'READY' && !started) started = await unlessBusy(application.start());
    await pause(application, `is ${status}, not RUNNING`, clock, time);
  }
}

/** Stops the application if need be and resolves when nothing of it runs: it is READY, or there is none. */
export async function stopUntilStopped(application: Application, clock: Clock, time: RemainingTime): Promise<void> {
  let stopped = false;
  for (;;) {
    const status = await statusInTime(application, clock, time);
    if (status === undefined || status === 'READY' || status === 'DELETING') return;
    if (status === 'RUNNING' && !stopped) stopped = await unlessBusy(application.stop());
    await pause(application, `is ${status}, not stopped`, clock, time);
  }
}

/** Asks again while the service has no time for it, beyond what its client does by itself: minutes of waiting would be lost by one question. */
async function statusInTime(application: Application, clock: Clock, time: RemainingTime): Promise<string | undefined> {
  for (;;) {
    try {
      return await application.status();
    } catch (error) {
      if (!passes(error)) throw error;
      await pause(application, `cannot be looked at (${error.name})`, clock, time);
    }
  }
}

/** Whether the service took the request. Where it did not, the next look at the status tells what to do then. */
async function unlessBusy(request: Promise<void>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (passes(error)) return false;
    throw error;
  }
}

function passes(error: unknown): error is Error {
  return error instanceof Error && (PASSING.has(error.name) || ('$fault' in error && error.$fault === 'server'));
}

async function pause(application: Application, state: string, clock: Clock, time: RemainingTime): Promise<void> {
  if (time.getRemainingTimeInMillis() <= POLL_MILLISECONDS) {
    throw new Error(`application ${application.name} ${state}, and the time of the function is over`);
  }
  await clock.sleep(POLL_MILLISECONDS);
}
