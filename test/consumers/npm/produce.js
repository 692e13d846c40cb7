const { KinesisProducer } = require('streaming-analytics-pipeline/producer');

if (typeof KinesisProducer !== 'function') {
  throw new Error(`KinesisProducer must be a class, got ${typeof KinesisProducer}`);
}

const { readRecords } = require('streaming-analytics-pipeline/consumer');

const { records } = readRecords({ partitionKey: 'sensor-1', data: Buffer.from('{}') });
if (records.length !== 1) {
  throw new Error(`a plain record must be itself, got ${records.length} records`);
}
