import { OUR_SETTINGS } from './our-settings';
import { putReceipts } from './put-receipts';
import { perform } from './stage';
import { KinesisProducer } from '../../../runtime/producer';

/** Our producer with one receipt for many records. */
void perform(({ endpoint }) => putReceipts(new KinesisProducer({ streamName: 'bench', endpoint, ...OUR_SETTINGS })));
