import type { KinesisProducerOptions } from '../../../runtime/producer';

/** Our producer under the bench, best of what was tried; all else is as by default. */
export const OUR_SETTINGS: KinesisProducerOptions = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  maxConnections: 4,
};
