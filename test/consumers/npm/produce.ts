import { readRecords } from 'streaming-analytics-pipeline/consumer';
import { KinesisProducer } from 'streaming-analytics-pipeline/producer';

export async function produce(): Promise<string> {
  const producer = new KinesisProducer({ streamName: 'readings', region: 'eu-west-1' });
  const { shardId } = await producer.put({ partitionKey: 'sensor-1', data: new TextEncoder().encode('{}') });
  await producer.close();
  return shardId;
}

export function read(data: Uint8Array): string[] {
  return readRecords({ partitionKey: 'sensor-1', data }).records.map(({ partitionKey }) => partitionKey);
}
