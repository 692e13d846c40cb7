import { DescribeDeliveryStreamCommand, ListDeliveryStreamsCommand } from '@aws-sdk/client-firehose';
import { GetTableCommand } from '@aws-sdk/client-glue';
import {
  type EventSourceMappingConfiguration, type FunctionConfiguration, GetFunctionConfigurationCommand, paginateListEventSourceMappings,
} from '@aws-sdk/client-lambda';
import type { Clients } from '../emulator/clients';
import type { ActAs } from '../emulator/roles';
import { readMapping } from './event-source/configuration';
import { destinationOf } from './event-source/on-failure-destination';
import { EventSourceConsumer } from './event-source/shard-consumer';
import { type ParquetConfiguration, readDeliveryStream } from './firehose/configuration';
import { DeliveryStream, type FormatConversion } from './firehose/delivery-stream';
import { ParquetConverter } from './firehose/parquet';
import { StreamFollower } from './stream-follower';
import type { WorkerLog } from './worker-log';
import { Workers } from './workers';

export interface StartedWorkers {
  readonly workers: Workers;
  readonly deliveryStreams: readonly DeliveryStream[];
}

export interface WorkersOptions {
  /** See what is deployed, and invoke functions as Lambda does for an event source. */
  readonly clients: Clients;
  /** Everything else is done as the roles may: those of the functions and of the delivery streams. */
  readonly actAs: ActAs;
  readonly log: WorkerLog;
  readonly folder: string;
  /** Endpoint that nobody answers on: mappings of functions that are told of it are left out. */
  readonly missingEndpoint?: string;
}

/**
 * Reads from the API what is deployed and starts a worker for every shard of every event source mapping and delivery stream.
 * When this ends, every worker is at its position: what is put from now on is read.
 */
export async function startWorkers(options: WorkersOptions): Promise<StartedWorkers> {
  const { clients, log } = options;
  const workers = new Workers();
  for (const { mapping, role } of await enabledMappings(options)) {
    const configuration = readMapping(mapping, role);
    // an event source reads with the function's role: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html
    const asFunction = options.actAs(role);
    const { id, onFailure, position, streamArn } = configuration;
    const destination = onFailure === undefined ? undefined : destinationOf(onFailure, id, asFunction);
    const consumerOf = () => new EventSourceConsumer(clients.lambda, configuration, log, destination);
    await new StreamFollower(asFunction.kinesis, workers, consumerOf).follow(streamArn, position);
  }
  const deliveryStreams: DeliveryStream[] = [];
  const { DeliveryStreamNames = [] } = await clients.firehose.send(new ListDeliveryStreamsCommand({ DeliveryStreamType: 'KinesisStreamAsSource' }));
  for (const name of DeliveryStreamNames) deliveryStreams.push(await startDeliveryStream(options, workers, name));
  return { workers, deliveryStreams };
}

/** With the roles of its source and its destination: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html */
async function startDeliveryStream(options: WorkersOptions, workers: Workers, DeliveryStreamName: string): Promise<DeliveryStream> {
  const { clients, actAs, log, folder } = options;
  const { DeliveryStreamDescription: description } = await clients.firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName }));
  if (description === undefined) throw new Error(`delivery stream ${DeliveryStreamName} is gone`);
  const configuration = readDeliveryStream(description);
  const { parquet, sourceRole, destinationRole, streamArn } = configuration;
  const conversion = parquet === undefined ? undefined : await conversionOf(actAs(parquet.schema.RoleARN ?? destinationRole), parquet, folder);
  const deliveryStream = new DeliveryStream(actAs(destinationRole), configuration, conversion, log);
  workers.addBuffer(deliveryStream);
  // Firehose begins at the tip: https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html
  await new StreamFollower(actAs(sourceRole).kinesis, workers, () => deliveryStream).follow(streamArn, { type: 'LATEST' });
  return deliveryStream;
}

interface EnabledMapping {
  readonly mapping: EventSourceMappingConfiguration;
  /** The function's. */
  readonly role: string;
}

async function enabledMappings({ clients, missingEndpoint }: WorkersOptions): Promise<EnabledMapping[]> {
  const mappings: EnabledMapping[] = [];
  for await (const page of paginateListEventSourceMappings({ client: clients.lambda }, {})) {
    for (const mapping of page.EventSourceMappings ?? []) {
      if (mapping.State === 'Disabled' || mapping.EventSourceArn?.includes(':kinesis:') !== true) continue;
      const target = await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: mapping.FunctionArn }));
      if (missingEndpoint === undefined || !isToldOf(target, missingEndpoint)) mappings.push({ mapping, role: target.Role ?? '' });
    }
  }
  return mappings;
}

function isToldOf({ Environment }: FunctionConfiguration, endpoint: string): boolean {
  return Object.values(Environment?.Variables ?? {}).some((value) => value.includes(endpoint));
}

async function conversionOf({ glue }: Clients, { schema, rules }: ParquetConfiguration, folder: string): Promise<FormatConversion> {
  const { CatalogId, DatabaseName = '', TableName: Name = '', Region = '', VersionId = 'LATEST' } = schema;
  const { Table } = await glue.send(new GetTableCommand({ CatalogId, DatabaseName, Name }));
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
