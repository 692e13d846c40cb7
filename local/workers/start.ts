import { DescribeDeliveryStreamCommand, ListDeliveryStreamsCommand } from '@aws-sdk/client-firehose';
import { GetTableCommand } from '@aws-sdk/client-glue';
import { type EventSourceMappingConfiguration, GetFunctionConfigurationCommand, paginateListEventSourceMappings } from '@aws-sdk/client-lambda';
import type { Clients } from '../emulator/clients';
import { readMapping } from './event-source/configuration';
import { EventSourceConsumer } from './event-source/shard-consumer';
import { type ParquetConfiguration, readDeliveryStream } from './firehose/configuration';
import { DeliveryStream, type FormatConversion } from './firehose/delivery-stream';
import { ParquetConverter } from './firehose/parquet';
import { ShardReader } from './shard-reader';
import { ShardWorker } from './shard-worker';
import type { WorkerLog } from './worker-log';
import { Workers } from './workers';

export interface StartedWorkers {
  readonly workers: Workers;
  readonly deliveryStreams: readonly DeliveryStream[];
}

/**
 * Reads from the API what is deployed and starts a worker for every shard of every event source mapping and delivery stream.
 * When this ends, every worker is at its position: what is put from now on is read.
 * @param missingEndpoint endpoint that nobody answers on: mappings of functions that are told of it are left out.
 */
export async function startWorkers(clients: Clients, log: WorkerLog, folder: string, missingEndpoint?: string): Promise<StartedWorkers> {
  const workers = new Workers();
  const mappings = await enabledMappings(clients, missingEndpoint);
  for (const mapping of mappings.map(readMapping)) {
    const readers = await ShardReader.open(clients.kinesis, mapping.streamArn, mapping.position);
    for (const reader of readers) workers.start(new ShardWorker(reader, new EventSourceConsumer(clients.lambda, mapping, log)));
  }
  const deliveryStreams: DeliveryStream[] = [];
  const { DeliveryStreamNames = [] } = await clients.firehose.send(new ListDeliveryStreamsCommand({ DeliveryStreamType: 'KinesisStreamAsSource' }));
  for (const DeliveryStreamName of DeliveryStreamNames) {
    const { DeliveryStreamDescription } = await clients.firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName }));
    if (DeliveryStreamDescription === undefined) continue;
    const configuration = readDeliveryStream(DeliveryStreamDescription);
    const conversion = configuration.parquet === undefined ? undefined : await conversionOf(clients, configuration.parquet, folder);
    const deliveryStream = new DeliveryStream(clients, configuration, conversion, log);
    deliveryStreams.push(deliveryStream);
    workers.addBuffer(deliveryStream);
    // Firehose begins at the tip: https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html
    const readers = await ShardReader.open(clients.kinesis, configuration.streamArn, { type: 'LATEST' });
    for (const reader of readers) workers.start(new ShardWorker(reader, deliveryStream));
  }
  return { workers, deliveryStreams };
}

async function enabledMappings(clients: Clients, missingEndpoint: string | undefined): Promise<EventSourceMappingConfiguration[]> {
  const mappings: EventSourceMappingConfiguration[] = [];
  for await (const page of paginateListEventSourceMappings({ client: clients.lambda }, {})) {
    for (const mapping of page.EventSourceMappings ?? []) {
      if (mapping.State === 'Disabled' || mapping.EventSourceArn?.includes(':kinesis:') !== true) continue;
      if (missingEndpoint !== undefined && await isToldOf(clients, mapping.FunctionArn, missingEndpoint)) continue;
      mappings.push(mapping);
    }
  }
  return mappings;
}

async function isToldOf(clients: Clients, FunctionName: string | undefined, endpoint: string): Promise<boolean> {
  const { Environment } = await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return Object.values(Environment?.Variables ?? {}).some((value) => value.includes(endpoint));
}

async function conversionOf(clients: Clients, { schema, rules }: ParquetConfiguration, folder: string): Promise<FormatConversion> {
  const { CatalogId, DatabaseName = '', TableName: Name = '', Region = '', VersionId = 'LATEST' } = schema;
  const { Table } = await clients.glue.send(new GetTableCommand({ CatalogId, DatabaseName, Name }));
  const columns = (Table?.StorageDescriptor?.Columns ?? []).map((column) => ({ name: column.Name ?? '', type: column.Type ?? '' }));
  return {
    converter: await ParquetConverter.create(columns, rules, folder),
    table: {
      catalogId: CatalogId ?? '',
      databaseName: DatabaseName,
      tableName: Name,
      region: Region,
      versionId: VersionId,
      catalogArn: `arn:aws:glue:${Region}:${CatalogId ?? ''}:catalog`,
    },
  };
}
