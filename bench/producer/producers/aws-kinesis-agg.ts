import { PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import { RecordAggregator } from 'aws-kinesis-agg';
import { CALLS, createClient, putRecords } from './sdk';
import { perform } from './stage';

const AGGREGATE_BYTES = 51_200;
const REQUEST_BYTES = 5_242_880;
/** What a record adds to an aggregate beside its data and its key: at most so much. */
const FRAME_BYTES = 32;

/** Aggregates of aws-kinesis-agg, which knows no shards, collected and sent with the official client. */
void perform(({ endpoint }) => {
  const client = createClient(endpoint);
  return async (supply, counts) => {
    const aggregator = new RecordAggregator();
    const underWay = new Set<Promise<void>>();
    let inAggregate = 0;
    let batch: PutRecordsRequestEntry[] = [];
    let inBatch = 0;
    let batchBytes = 0;
    const send = () => {
      const call = putRecords(client, batch, inBatch, counts).catch(counts.fail).finally(() => underWay.delete(call));
      underWay.add(call);
      batch = [];
      inBatch = 0;
      batchBytes = 0;
    };
    const closeAggregate = () => {
      const aggregate = aggregator.build();
      batch.push({ Data: aggregate.data, PartitionKey: aggregate.partitionKey });
      batchBytes += aggregate.data.length;
      inBatch += inAggregate;
      inAggregate = 0;
      if (batchBytes + AGGREGATE_BYTES > REQUEST_BYTES) send();
    };
    while (!supply.isOver) {
      for (const record of supply.many(200)) {
        if (inAggregate > 0 && aggregator.totalBytes + record.data.length + FRAME_BYTES > AGGREGATE_BYTES) closeAggregate();
        aggregator.addUserRecord(record);
        inAggregate++;
      }
      while (underWay.size >= CALLS) await Promise.race(underWay);
    }
    if (inAggregate > 0) closeAggregate();
    if (batch.length > 0) send();
    await Promise.all(underWay);
  };
});
