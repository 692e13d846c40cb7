import { parentPort, workerData } from 'node:worker_threads';
import { ProducerServer } from './worker/producer-server';
// the package finds its own producer by its name, so that the AWS SDK is bundled once only
import { KinesisProducer, type KinesisProducerOptions } from 'streaming-analytics-pipeline/producer';

/** The program of the worker thread that `WorkerKinesisProducer` starts. */
const options: KinesisProducerOptions = workerData;
if (parentPort !== null) new ProducerServer(parentPort, new KinesisProducer(options));
