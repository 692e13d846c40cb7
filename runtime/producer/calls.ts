import { KinesisApiError } from './kinesis-api';

/** Runs calls to the service, each with a time limit, and ends all of them on demand; a client that ignores its signal holds nothing up. */
export class Calls {
  private readonly running = new Set<(error: KinesisApiError) => void>();
  private aborted: KinesisApiError | undefined;

  constructor(private readonly requestTimeout: number) {}

  /** Rejects with a KinesisApiError, whatever the client throws. */
  public async run<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.aborted) throw this.aborted;
    const controller = new AbortController();
    return new Promise<T>((resolve, reject) => {
      const end = (error: KinesisApiError) => {
        finish();
        controller.abort();
        reject(error);
      };
      const timer = setTimeout(() => {
        end(new KinesisApiError('RequestTimeout', 'fault', `no answer within the request timeout of ${this.requestTimeout} ms`));
      }, this.requestTimeout);
      const finish = () => {
        clearTimeout(timer);
        this.running.delete(end);
      };
      this.running.add(end);
      startCall(call, controller.signal).then(
        (answer) => {
          finish();
          resolve(answer);
        },
        (error: unknown) => {
          finish();
          reject(toApiError(error));
        },
      );
    });
  }

  /** Waits between two calls, not at all when there is nothing to wait. Rejects when calls are aborted. */
  public async pause(milliseconds: number): Promise<void> {
    if (this.aborted) throw this.aborted;
    if (milliseconds <= 0) return;
    await new Promise<void>((resolve, reject) => {
      const end = (error: KinesisApiError) => {
        clearTimeout(timer);
        this.running.delete(end);
        reject(error);
      };
      const timer = setTimeout(() => {
        this.running.delete(end);
        resolve();
      }, milliseconds);
      this.running.add(end);
    });
  }

  /** Ends all calls and pauses, and lets none begin any more. */
  public abortAll(): void {
    this.aborted = new KinesisApiError('Aborted', 'refused', 'the producer was closed before the answer came');
    for (const end of [...this.running]) end(this.aborted);
  }
}

/** Turns an exception before the first await into a rejection. */
async function startCall<T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  return call(signal);
}

export function toApiError(error: unknown): KinesisApiError {
  if (error instanceof KinesisApiError) return error;
  return error instanceof Error ? new KinesisApiError(error.name, 'refused', error.message) : new KinesisApiError('Error', 'refused', String(error));
}
