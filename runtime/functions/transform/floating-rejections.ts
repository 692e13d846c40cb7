import { errorKind } from './error-kind';
import type { Log } from '../shared/log';

/**
 * Keeps the event when a promise is rejected that the user's hook does not give back: the record it belongs to has its answer, and nobody knows which
 * one that is. It is told in the log, by its kind alone.
 */
export function outliveFloatingRejections(log: Log): void {
  // Lambda's own listener fails the invocation, with every record of it, and ends the process, whatever other listeners there are
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => log({ message: 'a promise that the hook does not wait for was rejected', error: errorKind(reason) }));
}
