import { OUR_SETTINGS } from './our-settings';
import { perform } from './stage';
import { KinesisProducer } from '../../../runtime/producer';

/** Records whose promises are awaited together. */
const TOGETHER = 500;
const MOST_GROUPS = 20;
/** Bytes of the records under way, each with what the producer notes about it: less than its buffer, so that no put waits for room. */
const UNDER_WAY = 12_582_912;
const NOTES = 265;

/** Our producer with a promise for every record. */
void perform(({ endpoint, recordBytes }) => {
  const producer = new KinesisProducer({ streamName: 'bench', endpoint, ...OUR_SETTINGS });
  const groups = Math.min(MOST_GROUPS, Math.floor(UNDER_WAY / (TOGETHER * (recordBytes + NOTES))));
  return async (supply, counts) => {
    const putUntilOver = async () => {
      while (!supply.isOver) {
        const results = await Promise.all(supply.many(TOGETHER).map((record) => producer.put(record)));
        counts.acknowledged += results.length;
      }
    };
    await Promise.all(Array.from({ length: groups }, putUntilOver));
  };
});
