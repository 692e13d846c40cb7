const { KinesisProducer } = require('streaming-analytics-pipeline/producer');

if (typeof KinesisProducer !== 'function') {
  throw new Error(`KinesisProducer must be a class, got ${typeof KinesisProducer}`);
}
