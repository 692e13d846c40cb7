import { setTimeout as sleep } from 'node:timers/promises';

/** How far a job is. */
export interface JobProgress {
  /** Shards that are being read, each beyond the position it began at. */
  readonly shards: number;
  /** Records that came out of the stream and were understood. */
  readonly read: number;
  /** Records that came after their window had closed. */
  readonly late: number;
}

interface Vertex {
  readonly id: string;
}

interface Metric {
  readonly id: string;
  readonly value?: string;
}

const MILLIS_TO_END = 120_000;

/** The one job of a Flink cluster, seen through the cluster's REST interface. */
export class FlinkJob {
  /** @returns the job once all its tasks run; undefined as long as they do not. */
  public static async running(endpoint: string): Promise<FlinkJob | undefined> {
    try {
      const { jobs }: { jobs: ReadonlyArray<{ readonly id: string }> } = await ask(endpoint, 'jobs');
      if (jobs.length === 0) return undefined;
      const job = new FlinkJob(endpoint, jobs[0].id);
      const { shards } = await job.progress();
      return shards > 0 ? job : undefined;
    } catch (error) {
      if (error instanceof Error) return undefined;
      throw error;
    }
  }

  private constructor(private readonly endpoint: string, private readonly id: string) {}

  /** @see https://nightlies.apache.org/flink/flink-docs-release-1.15/docs/ops/metrics/ */
  public async progress(): Promise<JobProgress> {
    const metrics = await this.metrics();
    const sum = (name: RegExp) => metrics.filter(({ id }) => name.test(id)).reduce((total, { value }) => total + Number(value), 0);
    return {
      // -1 until the shard has been read once
      shards: metrics.filter(({ id, value }) => id.endsWith('.millisBehindLatest') && Number(value) >= 0).length,
      read: sum(/\.Source__[^.]*\.numRecordsOut$/),
      late: sum(/\.numLateRecordsDropped$/),
    };
  }

  /**
   * Ends the job as a person does who has nothing more to come: every window that is still open closes.
   * @see https://nightlies.apache.org/flink/flink-docs-release-1.15/docs/ops/rest_api/#jobs-jobid-stop
   * @throws when the job fails, or does not end.
   */
  public async drain(targetDirectory: string): Promise<void> {
    await ask(this.endpoint, `jobs/${this.id}/stop`, { targetDirectory, drain: true });
    const deadline = Date.now() + MILLIS_TO_END;
    for (;;) {
      const state = await this.state();
      if (state === 'FINISHED') return;
      if (['FAILED', 'CANCELED'].includes(state) || Date.now() > deadline) throw new Error(`the Flink job is ${state} after it was asked to end: ${await this.failure()}`);
      await sleep(200);
    }
  }

  /** @throws when the job no longer runs. */
  public async checkRunning(): Promise<void> {
    const state = await this.state();
    if (state !== 'RUNNING') throw new Error(`the Flink job is ${state}: ${await this.failure()}`);
  }

  private async state(): Promise<string> {
    const { state }: { state: string } = await ask(this.endpoint, `jobs/${this.id}`);
    return state;
  }

  private async failure(): Promise<string> {
    const { 'root-exception': exception }: { 'root-exception'?: string | null } = await ask(this.endpoint, `jobs/${this.id}/exceptions`);
    return exception?.split('\n').filter((line) => !line.startsWith('\tat ')).join('; ') ?? 'it gives no reason';
  }

  private async metrics(): Promise<Metric[]> {
    const { vertices }: { vertices: readonly Vertex[] } = await ask(this.endpoint, `jobs/${this.id}`);
    const found: Metric[] = [];
    for (const { id } of vertices) {
      const path = `jobs/${this.id}/vertices/${id}/metrics`;
      const named: readonly Metric[] = await ask(this.endpoint, path);
      const wanted = named.map((metric) => metric.id).filter((name) => /(millisBehindLatest|numRecordsOut|numLateRecordsDropped)$/.test(name));
      if (wanted.length === 0) continue;
      const values: readonly Metric[] = await ask(this.endpoint, `${path}?get=${encodeURIComponent(wanted.join(','))}`);
      found.push(...values);
    }
    return found;
  }
}

async function ask<T>(endpoint: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${endpoint}/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Flink answered ${path} with ${response.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}
