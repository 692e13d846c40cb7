import type { PoisonProducer } from '../../examples/taxi/loader/poisoner';
import type { TripProducer } from '../../examples/taxi/loader/trip-loader';

interface Pending {
  readonly partitionKey: string;
  readonly data: string;
  readonly settle: () => void;
}

/** A producer whose deliveries a test holds back and lets fail. */
export class FakeProducer implements TripProducer, PoisonProducer {
  public readonly delivered: { readonly partitionKey: string; readonly data: string }[] = [];
  public readonly calls: string[] = [];
  public mostPending = 0;
  private pending: Pending[] = [];

  /** @param errorFor the error of a record that is not delivered */
  constructor(private readonly errorFor: (partitionKey: string) => Error | undefined = () => undefined) {}

  public put({ partitionKey, data: content }: { readonly partitionKey: string; readonly data: string | Uint8Array }): Promise<void> {
    const data = Buffer.from(content).toString();
    return new Promise((resolve, reject) => {
      const settle = () => {
        const error = this.errorFor(partitionKey);
        if (error) {
          reject(error);
          return;
        }
        this.delivered.push({ partitionKey, data });
        resolve();
      };
      this.pending.push({ partitionKey, data, settle });
      this.mostPending = Math.max(this.mostPending, this.pending.length);
    });
  }

  public get pendingCount(): number {
    return this.pending.length;
  }

  public settle(count = this.pending.length): void {
    for (const { settle } of this.pending.splice(0, count)) settle();
  }

  public async flush(): Promise<void> {
    this.calls.push('flush');
    this.settle();
  }

  public async close(): Promise<void> {
    this.calls.push('close');
  }
}
