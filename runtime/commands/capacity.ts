#!/usr/bin/env node
import { run } from './capacity/run';
import { estimateCapacity, US_EAST_1_PRICES } from 'streaming-analytics-pipeline/producer';

// whoever has stopped reading what is told is no fault of the estimate
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);

process.exitCode = run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  // what a file of prices lacks is that of us-east-1; what makes no sense in it, the estimate refuses
  estimate: (minutes, options, prices) => {
    return estimateCapacity(minutes, prices === undefined ? options : { ...options, prices: { ...US_EAST_1_PRICES, region: 'the given file', ...Object(prices) } });
  },
});
