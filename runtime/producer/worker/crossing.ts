import { KinesisProducerOptions } from '../producer-options';

/** Options that hold functions. */
const HELD_HERE = ['client', 'agent', 'cloudWatch', 'meter', 'onMetricsFailure', 'onThroughput'] as const;

/** Every option that cannot cross into another thread. */
export function checkCrossing(options: KinesisProducerOptions): string[] {
  const problems = HELD_HERE.filter((name) => options[name] !== undefined).map((name) => `${name} is set`);
  if (typeof options.credentials === 'function') problems.push('credentials is a function (keys, or the default chain of the AWS SDK, are allowed)');
  if (options.retryPolicy?.retryWhen !== undefined) problems.push('retryPolicy.retryWhen is set');
  return problems.map((problem) => `${problem}, which cannot cross into a worker thread: leave it out, or use KinesisProducer`);
}
