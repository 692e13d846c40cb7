import { App, Duration, RemovalPolicy, Size, Stack, TimeZone } from 'aws-cdk-lib';
import { taxiTrips } from '../../../examples/taxi/schema';
import { CapacityMode, DeliveryFormat, SearchDelivery, StreamingAnalyticsPipeline } from 'streaming-analytics-pipeline';

/** The taxi pipeline, decided otherwise in everything the local run follows: format, prefixes, time zone, buffers, batches, shards. */
new StreamingAnalyticsPipeline(new Stack(new App(), 'Variant'), 'Other', {
  schema: taxiTrips,
  removalPolicy: RemovalPolicy.DESTROY,
  ingestion: { capacityMode: CapacityMode.provisioned(2) },
  delivery: {
    format: DeliveryFormat.json(),
    prefix: 'moved/here/',
    errorPrefix: 'refused/',
    timeZone: TimeZone.ASIA_TOKYO,
    bufferingInterval: Duration.seconds(60),
    bufferingSize: Size.mebibytes(1),
    transformBufferSize: Size.kibibytes(256),
  },
  search: process.env.VARIANT === 'search'
    ? { delivery: SearchDelivery.indexer({ batchSize: 3, maxBatchingWindow: Duration.seconds(1) }) }
    : { enabled: false },
  studio: { enabled: false },
  monitoring: { enabled: false },
});
