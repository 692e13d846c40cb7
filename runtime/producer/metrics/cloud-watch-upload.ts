import { Calls } from '../calls';
import { CloudWatchApi, CloudWatchDatum } from './cloud-watch-api';
import { batchesOf } from './cloud-watch-batches';
import { cloudWatchData } from './cloud-watch-data';
import { MetricsRecorder, MetricsWindow } from './metrics-recorder';
import { Publication } from './publication';

/** A request that CloudWatch refuses every time must not hold up all that come later. */
const MOST_TRIES = 10;

/** What an upload to CloudWatch takes. */
export interface CloudWatchUploadParts extends Publication {
  readonly cloudWatch: CloudWatchApi;
  readonly namespace: string;
  readonly uploadDelay: number;
  readonly onFailure: (error: unknown) => void;
  readonly recorder: MetricsRecorder;
  readonly calls: Calls;
  readonly userRecordsPending: () => number;
}

/** Uploads what was measured, from time to time. */
export class CloudWatchUpload {
  private readonly window: MetricsWindow;
  private readonly timer: NodeJS.Timeout;
  private unsent: CloudWatchDatum[][] = [];
  private tries = 0;
  private uploading: Promise<void> | undefined;

  constructor(private readonly parts: CloudWatchUploadParts) {
    this.window = parts.recorder.openWindow();
    // metrics alone keep no process alive
    this.timer = setInterval(() => void this.upload(), parts.uploadDelay).unref();
  }

  /** Uploads what is left, once. Never rejects. */
  public async close(): Promise<void> {
    clearInterval(this.timer);
    await this.uploading;
    await this.upload();
  }

  private async upload(): Promise<void> {
    // one that is slow is not joined by a second
    this.uploading ??= this.uploadAll().finally(() => {
      this.uploading = undefined;
    });
    await this.uploading;
  }

  private async uploadAll(): Promise<void> {
    try {
      // those of last time keep their time, and what was measured since then is one set of statistics, however long it takes
      await this.sendUnsent();
      this.unsent = batchesOf(cloudWatchData(this.window.take(), this.parts.userRecordsPending(), new Date(), this.parts));
      await this.sendUnsent();
    } catch (error) {
      if (++this.tries >= MOST_TRIES) this.dropFirst();
      this.tell(error);
    }
  }

  private async sendUnsent(): Promise<void> {
    const { calls, cloudWatch, namespace } = this.parts;
    while (this.unsent.length > 0) {
      const [batch] = this.unsent;
      await calls.run(async (signal) => cloudWatch.putMetricData({ Namespace: namespace, MetricData: batch }, { abortSignal: signal }));
      this.dropFirst();
    }
  }

  private dropFirst(): void {
    this.unsent.shift();
    this.tries = 0;
  }

  private tell(error: unknown): void {
    try {
      this.parts.onFailure(error);
    } catch {
      // metrics must not harm puts, and neither must who listens to them
    }
  }
}
