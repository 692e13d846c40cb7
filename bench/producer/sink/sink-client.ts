import { request } from 'node:http';

/** What the sink holds records against: see `workload.go`. */
export interface Trial {
  readonly workload: 'windows' | 'numbered';
  readonly records: number;
  readonly size: number;
  readonly keys: number;
  /** A file that keeps the counts when the sink is killed. */
  readonly ledger?: string;
}

/** What goes wrong: see `faults.go`. Probabilities are from 0 to 1. */
export interface Faults {
  readonly throttle?: number;
  readonly fail?: number;
  readonly cut?: number;
  readonly stall?: number;
  readonly stallMillis?: number;
  readonly limits?: boolean;
}

/** What the sink has counted since the trial began: see `ledger.go`. */
export interface SinkStatistics {
  readonly userRecords: number;
  readonly wrongShard: number;
  readonly wrongKey: number;
  readonly damaged: number;
  readonly dropped: number;
  readonly inversions: number;
  readonly kinesisRecords: number;
  readonly calls: number;
  /** What was injected. */
  readonly throttled: number;
  readonly failed: number;
  readonly cut: number;
  readonly stalled: number;
  readonly wireIn: number;
  readonly missing: number;
  readonly problem: string | null;
}

/** Steers a sink through its Unix socket. */
export class SinkClient {
  constructor(private readonly socketPath: string) {}

  public async begin(trial: Trial): Promise<void> {
    await this.post('/trial', trial);
  }

  public async setFaults(faults: Faults): Promise<void> {
    await this.post('/faults', faults);
  }

  /** Replaces all shards by so many new ones. @returns the number of the first */
  public async reshard(shards: number): Promise<number> {
    const { firstShard } = JSON.parse(await this.post('/reshard', { shards }));
    return firstShard;
  }

  /** `sent`: how many records were put, for the count of those that are missing. */
  public async statistics(sent: number): Promise<SinkStatistics> {
    return JSON.parse(await this.post('/statistics', { sent }));
  }

  private post(path: string, body: object): Promise<string> {
    return new Promise((resolve, reject) => {
      const call = request({ socketPath: this.socketPath, path, method: 'POST' }, (answer) => {
        const chunks: string[] = [];
        answer.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk)).on('error', reject);
        answer.on('end', () => {
          const text = chunks.join('');
          if (answer.statusCode === 200) resolve(text);
          else reject(new Error(`the sink refused ${path}: ${text.trim()}`));
        });
      });
      call.on('error', reject);
      call.end(JSON.stringify(body));
    });
  }
}
