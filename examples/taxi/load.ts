import { setTimeout as sleep } from 'node:timers/promises';
import { KinesisProducer } from 'streaming-analytics-pipeline/producer';
import { DatasetBucket } from './loader/dataset-bucket';
import { run } from './loader/run';

const interruption = new AbortController();
let interruptedCode: number | undefined;
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
  // only the first time: a second Ctrl-C ends at once
  process.once(signal, () => {
    interruptedCode = code;
    interruption.abort();
  });
}

run(process.argv.slice(2), {
  environment: process.env,
  stderr: process.stderr,
  signal: interruption.signal,
  clock: {
    now: () => Date.now(),
    // an interruption ends the sleep early
    sleep: async (milliseconds) => sleep(milliseconds, undefined, { signal: interruption.signal }).catch(() => undefined),
  },
  createProducer: ({ streamName, region, endpoint, compressed }, aggregationEnabled) => new KinesisProducer({
    streamName, region, endpoint, aggregationEnabled, compression: compressed && aggregationEnabled ? { codec: 'brotli' } : undefined,
  }),
  createBucket: (props) => new DatasetBucket(props),
}).then(
  (code) => { process.exitCode = interruptedCode ?? code; },
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
