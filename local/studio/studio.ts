import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeStreamSummaryCommand } from '@aws-sdk/client-kinesis';
import { applicationRole } from './application-role';
import type { FlinkJob } from './flink-job';
import { indexedWindows, streamedWindows } from './insights';
import { deliveredStatements } from './note';
import { startStudio } from './studio-server';
import { judgeWindows, readWindows, sumOf, type Windows } from './windows';
import type { DemoOptions } from '../options/demo-options';
import type { Example } from '../options/example';
import type { StudioRun } from '../options/studio-run';
import { arrive } from '../pipeline/arrive';
import type { Pipeline } from '../pipeline/flow';
import { sourceOf } from '../pipeline/load';
import { projectPath } from '../places';
import type { Cleanup } from '../processes/cleanup';
import { runCommand } from '../processes/command';
import type { Advance, Progress } from '../progress/progress';
import type { Report } from '../report/report';

/** How long the job may read nothing before it is given up. */
const PATIENCE_MILLIS = 60_000;
const LOOK_MILLIS = 300;

/** What a run of the Studio's note found. */
export interface StudioFindings {
  readonly insights: NonNullable<Report['insights']>;
  /** Every reason why that is not what the input calls for. */
  readonly reasons: readonly string[];
}

/** The deployed note of an example's Studio, running on Flink. */
export class StudioNoteRun {
  /** Starts it. Once this is back, it reads what is put. */
  public static async start(cleanup: Cleanup, progress: Progress, pipeline: Pipeline, studio: StudioRun, jars: string): Promise<StudioNoteRun> {
    const { clients, actAs, endpoint, outputs, folder } = pipeline;
    const job = await progress.step('flink', `note ${studio.note} running on Flink`, async () => {
      const statements = await deliveredStatements(clients, outputs, studio.note);
      const { StreamDescriptionSummary } = await clients.kinesis.send(new DescribeStreamSummaryCommand({ StreamName: outputs.get('StreamName') }));
      const caller = await actAs(await applicationRole(clients, outputs)).kinesis.config.credentials();
      return startStudio(cleanup, { jars, statements, endpoint, caller, shards: StreamDescriptionSummary?.OpenShardCount ?? 1, folder });
    });
    return new StudioNoteRun(cleanup, progress, pipeline, studio, job);
  }

  private constructor(
    private readonly cleanup: Cleanup,
    private readonly progress: Progress,
    private readonly pipeline: Pipeline,
    private readonly studio: StudioRun,
    private readonly job: FlinkJob,
  ) {}

  /** Ends it when it has read all that was acknowledged, waits until its insights are indexed, and compares them with the input. */
  public async finish(example: Example, options: DemoOptions, acknowledged: number, search: string): Promise<StudioFindings> {
    const { clients, outputs, started, log } = this.pipeline;
    const { studio, progress } = this;
    const late = await progress.step('windows', 'all windows closed', (advance) => this.drain(acknowledged, advance), { bar: true });
    const expected = await this.expected(example, options);
    await progress.step('insights', 'insights indexed', (advance) => arrive(started, log, acknowledged, !options.keep, advance));
    const streamed = await streamedWindows(clients, outputs.get('InsightsStreamName'), studio);
    const found = await indexedWindows(search, studio);
    return {
      insights: { windows: found.size, trips: sumOf(found), expectedWindows: expected.size, expectedTrips: sumOf(expected) },
      reasons: [
        ...(late > 0 ? [`${late} records came after their window had closed: put them slower, or let windows wait longer`] : []),
        ...judgeWindows('the stream of insights', expected, streamed),
        ...judgeWindows('search', expected, found),
      ],
    };
  }

  /** @returns how many records came after their window had closed. */
  private async drain(records: number, advance: Advance): Promise<number> {
    let last = -1;
    let since = Date.now();
    for (;;) {
      const { read, late } = await this.job.progress();
      advance(Math.min(read, records), records);
      if (read >= records) {
        await this.job.drain(`file://${join(this.pipeline.folder, 'savepoint')}`);
        return late;
      }
      await this.job.checkRunning();
      if (read !== last) since = Date.now();
      last = read;
      if (Date.now() - since > PATIENCE_MILLIS) throw new Error(`Flink has read ${read} of ${records} records and no more for ${PATIENCE_MILLIS / 1000} seconds`);
      await sleep(LOOK_MILLIS);
    }
  }

  /** What the example itself counts in its input. */
  private async expected(example: Example, options: DemoOptions): Promise<Windows> {
    const report = join(this.pipeline.folder, 'expected-windows.json');
    await runCommand(this.cleanup, [...this.studio.expect, ...sourceOf(options), '--report', report], {
      cwd: example.folder, environment: { ...process.env, PATH: projectPath() },
    });
    if (!existsSync(report)) throw new Error(`the command that counts what to expect wrote no report to ${report}`);
    return readWindows(readFileSync(report, 'utf8'), report);
  }
}
