import { interoperableRecords } from './user-records';
import { CompressionOptions, KinesisProducer, PutRecordsEntry } from '../../runtime/producer';
import { FakeKinesis } from '../runtime/producer/fake-kinesis';

/** A Kinesis record as our producer wrote it, and the range of the shard it is on. */
export interface ProducedRecord extends PutRecordsEntry {
  readonly startingHashKey: bigint;
  readonly endingHashKey: bigint;
}

const SHARDS = 4;

/** Puts the interoperable records with our producer, all at once, so that they share aggregates, and blocks if there are such. */
export async function produce(compression?: CompressionOptions): Promise<ProducedRecord[]> {
  const kinesis = new FakeKinesis(SHARDS);
  const producer = new KinesisProducer({ streamName: 'trips', client: kinesis, compression });
  await Promise.all([...interoperableRecords().map(async (record) => producer.put(record)), producer.flush()]);
  await producer.close();
  return kinesis.shards.flatMap(({ start, end, records }) => records.map((record) => {
    // entries of a request are views that the producer uses again
    return { ...record, data: Buffer.from(record.data), startingHashKey: start, endingHashKey: end };
  }));
}

/** The record as a line for the readers beside: range of the shard, keys and data. */
export function toReaderLine({ startingHashKey, endingHashKey, partitionKey, explicitHashKey = '', data }: ProducedRecord): string {
  const texts = [Buffer.from(partitionKey).toString('base64'), explicitHashKey, Buffer.from(data).toString('base64')];
  return [startingHashKey, endingHashKey, ...texts].join('\t');
}
