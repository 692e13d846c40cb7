import { KinesisProducer } from 'streaming-analytics-pipeline/producer';

/** What the function is invoked with. */
export interface Readings {
  readonly readings: readonly { readonly sensorId: string; readonly value: number }[];
}

// outside of the handler: later invocations find the connections open and the shards known
const producer = new KinesisProducer({ streamName: process.env.STREAM_NAME, recordTtl: 10_000 });

/**
 * A Lambda function that puts what it is invoked with. Everything is settled before it returns, since a frozen function sends nothing: `putMany` waits
 * for its records, and `flush` makes them wait for no others.
 */
export async function handler({ readings }: Readings): Promise<{ readonly delivered: number }> {
  const put = producer.putMany(readings.map((reading) => ({ partitionKey: reading.sensorId, data: JSON.stringify(reading) })));
  await producer.flush();
  const { deliveredCount, failures } = await put;
  // the invocation fails, so that who invoked it tries again; records that were delivered then come twice
  if (failures.length > 0) throw failures[0].error;
  return { delivered: deliveredCount };
}
