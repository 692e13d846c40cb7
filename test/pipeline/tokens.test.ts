import { App, CfnParameter, Duration, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { averages, Props, readings } from './variants';
import {
  CapacityMode, PartitionGranularity, RecordPartitioning, RecordTransform, SearchDelivery, StreamingAnalyticsPipeline, Workbench,
} from '../../src';

/** Values that only the deployment knows. */
interface Later {
  readonly text: string;
  readonly number: number;
}

const KEYED = RecordPartitioning.byEventTime({ granularity: PartitionGranularity.MONTH });

/** Every option that takes a number, a text, a time or a size, by its path. */
const OPTIONS: { readonly [path: string]: (later: Later) => Props } = {
  'ingestion.capacityMode, shards': ({ number }) => ({ ingestion: { capacityMode: CapacityMode.provisioned(number) } }),
  'ingestion.capacityMode, warm': ({ number }) => ({ ingestion: { capacityMode: CapacityMode.onDemand({ warmThroughput: Size.mebibytes(number) }) } }),
  'ingestion.retentionPeriod': ({ number }) => ({ ingestion: { retentionPeriod: Duration.hours(number) } }),
  'ingestion.maxRecordSize': ({ number }) => ({ ingestion: { maxRecordSize: Size.kibibytes(number) } }),
  'insights.ingestion.retentionPeriod': ({ number }) => ({ insights: { schema: averages, ingestion: { retentionPeriod: Duration.hours(number) } } }),
  'delivery.bufferingInterval': ({ number }) => ({ delivery: { bufferingInterval: Duration.seconds(number) } }),
  'delivery.bufferingSize': ({ number }) => ({ delivery: { bufferingSize: Size.mebibytes(number) } }),
  'delivery.prefix': ({ text }) => ({ delivery: { prefix: text } }),
  'delivery.errorPrefix': ({ text }) => ({ delivery: { errorPrefix: text } }),
  'delivery.rawRecordPrefix': ({ text }) => ({ delivery: { rawRecordBackup: true, rawRecordPrefix: text } }),
  'delivery.transformBufferInterval': ({ number }) => ({ delivery: { transformBufferInterval: Duration.seconds(number) } }),
  'delivery.transformBufferSize': ({ number }) => ({ delivery: { transformBufferSize: Size.mebibytes(number) } }),
  'delivery.transformRetries': ({ number }) => ({ delivery: { transformRetries: number } }),
  'delivery.partitionRetryDuration': ({ number }) => ({ delivery: { partitioning: KEYED, partitionRetryDuration: Duration.seconds(number) } }),
  'delivery.transform, timeout': ({ number }) => ({ delivery: { transform: RecordTransform.standard({ timeout: Duration.seconds(number) }) } }),
  'delivery.transform, memorySize': ({ number }) => ({ delivery: { transform: RecordTransform.standard({ memorySize: number }) } }),
  'catalog.databaseName': ({ text }) => ({ catalog: { databaseName: text } }),
  'catalog.existingDatabaseName': ({ text }) => ({ catalog: { existingDatabaseName: text } }),
  'catalog.tableNames.source': ({ text }) => ({ catalog: { tableNames: { source: text } } }),
  'catalog.tableNames.target': ({ text }) => ({ insights: { schema: averages }, catalog: { tableNames: { target: text } } }),
  'catalog.tableNames.curated': ({ text }) => ({ catalog: { tableNames: { curated: text } } }),
  'catalog.firstYear': ({ number }) => ({ catalog: { firstYear: number } }),
  'studio.parallelism': ({ number }) => ({ studio: { parallelism: number } }),
  'studio.parallelismPerKpu': ({ number }) => ({ studio: { parallelismPerKpu: number } }),
  'search.dataNodes': ({ number }) => ({ search: { dataNodes: number } }),
  'search.instanceType': ({ text }) => ({ search: { instanceType: text } }),
  'search.volumeSize': ({ number }) => ({ search: { volumeSize: Size.gibibytes(number) } }),
  'search.managerInstanceType': ({ text }) => ({ search: { dedicatedManagers: 3, managerInstanceType: text } }),
  'search.delivery.batchSize': ({ number }) => ({ search: { delivery: SearchDelivery.indexer({ batchSize: number }) } }),
  'search.delivery.maxBatchingWindow': ({ number }) => ({ search: { delivery: SearchDelivery.indexer({ maxBatchingWindow: Duration.seconds(number) }) } }),
  'search.delivery.parallelizationFactor': ({ number }) => ({ search: { delivery: SearchDelivery.indexer({ parallelizationFactor: number }) } }),
  'search.delivery.retry.retryAttempts': ({ number }) => ({ search: { delivery: SearchDelivery.indexer({ retry: { retryAttempts: number } }) } }),
  'search.delivery.retry.maxRecordAge': ({ number }) => ({ search: { delivery: SearchDelivery.indexer({ retry: { maxRecordAge: Duration.seconds(number) } }) } }),
  'search.delivery.bufferingInterval': ({ number }) => ({ search: { delivery: SearchDelivery.firehose({ bufferingInterval: Duration.seconds(number) }) } }),
  'search.delivery.bufferingSize': ({ number }) => ({ search: { delivery: SearchDelivery.firehose({ bufferingSize: Size.mebibytes(number) }) } }),
  'search.delivery.retryDuration': ({ number }) => ({ search: { delivery: SearchDelivery.firehose({ retryDuration: Duration.seconds(number) }) } }),
  'storage.expiration': ({ number }) => ({ storage: { expiration: Duration.days(number) } }),
  'storage.noncurrentVersionExpiration': ({ number }) => ({ storage: { noncurrentVersionExpiration: Duration.days(number) } }),
  'storage.abortIncompleteMultipartUploadAfter': ({ number }) => ({ storage: { abortIncompleteMultipartUploadAfter: Duration.days(number) } }),
  'storage.accessLogExpiration': ({ number }) => ({ storage: { accessLogExpiration: Duration.days(number) } }),
  'network.s3PrefixListId': ({ text }) => ({ network: { s3PrefixListId: text } }),
  'monitoring.throttledRecords': ({ number }) => ({ monitoring: { throttledRecords: number } }),
  'monitoring.conversionFailures': ({ number }) => ({ monitoring: { conversionFailures: number } }),
  'monitoring.transformFailures': ({ number }) => ({ monitoring: { transformFailures: number } }),
  'monitoring.indexerErrors': ({ number }) => ({ monitoring: { indexerErrors: number } }),
  'monitoring.deadLetters': ({ number }) => ({ monitoring: { deadLetters: number } }),
  'monitoring.searchMemoryPressurePercent': ({ number }) => ({ monitoring: { searchMemoryPressurePercent: number } }),
  'monitoring.searchDeliverySuccessPercent': ({ number }) => ({
    search: { delivery: SearchDelivery.firehose() }, monitoring: { searchDeliverySuccessPercent: number },
  }),
  'monitoring.alarmEmails': ({ text }) => ({ monitoring: { alarmEmails: [text] } }),
  'workbench, ownerArn': ({ text }) => ({ workbench: Workbench.cloud9({ ownerArn: text }) }),
  'workbench, volumeSize': ({ number }) => ({ workbench: Workbench.sessionManager({ volumeSize: Size.gibibytes(number) }) }),
};

function synthesize(props: (later: Later) => Props): Template {
  const stack = new Stack(new App(), 'Stack');
  const text = new CfnParameter(stack, 'Later').valueAsString;
  const number = new CfnParameter(stack, 'LaterNumber', { type: 'Number' }).valueAsNumber;
  new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, ...props({ text, number }) });
  return Template.fromStack(stack);
}

describe('an option takes what only the deployment knows', () => {
  test.each(Object.entries(OPTIONS))('%s', (_path, props) => {
    expect(JSON.stringify(synthesize(props).toJSON().Resources)).toMatch(/"Ref":"Later(Number)?"/);
  });
});

/** What decides how many resources there are, or is computed with, and so has to be known; each says so. */
const KNOWN: { readonly [path: string]: (later: Later) => Props } = {
  'monitoring.iteratorAge': ({ number }) => ({ monitoring: { iteratorAge: Duration.minutes(number) } }),
  'monitoring.deliveryFreshness': ({ number }) => ({ monitoring: { deliveryFreshness: Duration.minutes(number) } }),
  'monitoring.searchDeliveryFreshness': ({ number }) => ({ monitoring: { searchDeliveryFreshness: Duration.minutes(number) } }),
  'monitoring.searchFreeStoragePercent': ({ number }) => ({ monitoring: { searchFreeStoragePercent: number } }),
  'monitoring.studioRunningTime': ({ number }) => ({ monitoring: { studioRunningTime: Duration.hours(number) } }),
  'ingestion.fanOutConsumers': ({ text }) => ({ ingestion: { fanOutConsumers: [text] } }),
  'search.availabilityZones': ({ number }) => ({ search: { availabilityZones: number } }),
  'search.dedicatedManagers': ({ number }) => ({ search: { dedicatedManagers: number } }),
  'network.maxAzs': ({ number }) => ({ network: { maxAzs: number } }),
};

describe('an option that has to be known at synthesis says so', () => {
  test.each(Object.entries(KNOWN))('%s', (path, props) => {
    expect(() => synthesize(props)).toThrow(new RegExp(`${path.replace(/\./g, '\\.')} .*known.*got a token`));
  });
});
