import { OUR_SETTINGS } from './our-settings';
import { perform } from './stage';
import { KinesisProducer } from '../../../runtime/producer';

/** Records of one receipt. */
const TOGETHER = 1000;
/** Receipts awaited at the same time; the buffer decides how many records are under way. */
const RECEIPTS = 20;

/** Our producer with one receipt for many records. */
void perform(({ endpoint }) => {
  const producer = new KinesisProducer({ streamName: 'bench', endpoint, ...OUR_SETTINGS });
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
});
