import type { Produce } from './stage';
import type { KinesisProducer } from '../../../runtime/producer';

/** Records of one receipt. */
const TOGETHER = 1000;
/** Receipts awaited at the same time; the buffer decides how many records are under way. */
const RECEIPTS = 20;

/** Puts from the supply with one receipt for many records. */
export function putReceipts(producer: KinesisProducer): Produce {
  return async (supply, counts) => {
    const putUntilOver = async () => {
      while (!supply.isOver) {
        const { deliveredCount, failures } = await producer.putMany(supply.many(TOGETHER));
        counts.acknowledged += deliveredCount;
        for (const { error } of failures) counts.fail(error);
      }
    };
    await Promise.all(Array.from({ length: RECEIPTS }, putUntilOver));
  };
}
