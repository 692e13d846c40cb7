import { CALLS, createClient, putRecords } from './sdk';
import { perform } from './stage';

const MAXIMUM_RECORDS = 500;
/** Best of 1, 2 and 5 MiB at 5 KiB a record; smaller records end at 500 before. */
const MAXIMUM_BYTES = 5_242_880;

/** PutRecords with the official client, as many records in a call as it takes. */
void perform(({ endpoint, recordBytes }) => {
  const client = createClient(endpoint);
  const perCall = Math.min(MAXIMUM_RECORDS, Math.floor(MAXIMUM_BYTES / (recordBytes + 9)));
  return async (supply, counts) => {
    const putUntilOver = async () => {
      while (!supply.isOver) {
        const records = supply.many(perCall).map(({ partitionKey, data }) => ({ Data: data, PartitionKey: partitionKey }));
        await putRecords(client, records, perCall, counts);
      }
    };
    await Promise.all(Array.from({ length: CALLS }, putUntilOver));
  };
});
