#!/usr/bin/env node
import { run } from './produce/run';
import { KinesisProducer } from 'streaming-analytics-pipeline/producer';

const interruption = new AbortController();
let interruptedCode: number | undefined;
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
  // only the first time: a second one ends the process at once
  process.once(signal, () => {
    interruptedCode = code;
    interruption.abort();
  });
}

// whoever has stopped listening to what is told must not stop the rows
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);

void run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interruption.signal,
  createProducer: ({ streamName, streamArn, region, endpoint, strictOrder, compression }, onThroughput) => {
    return new KinesisProducer({ streamName, streamArn, region, endpoint, strictOrder, compression, onThroughput });
  },
}).then((code) => {
  process.exitCode = interruptedCode ?? code;
  // a pipe that nobody ends would keep the process alive
  process.stdin.destroy();
});
