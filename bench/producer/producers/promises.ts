import { OUR_SETTINGS } from './our-settings';
import { perform } from './stage';
import { KinesisProducer } from '../../../runtime/producer';

/** Records whose promises are awaited together. */
const TOGETHER = 1000;
/** Such groups under way at the same time. */
const GROUPS = 20;

/** Our producer with a promise for every record. */
void perform(({ endpoint }) => {
  const producer = new KinesisProducer({ streamName: 'bench', endpoint, ...OUR_SETTINGS });
  return async (supply, counts) => {
    const putUntilOver = async () => {
      while (!supply.isOver) {
        const results = await Promise.all(supply.many(TOGETHER).map((record) => producer.put(record)));
        counts.acknowledged += results.length;
      }
    };
    await Promise.all(Array.from({ length: GROUPS }, putUntilOver));
  };
});
