import { Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import type { Stored } from './storage';
import { studio, type Studio } from './studio';

const TEXT = { inputFormat: 'org.apache.hadoop.mapred.TextInputFormat', outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat' };
const PARQUET = {
  inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
};
const PARTITIONS = ['year', 'month', 'day', 'hour'];

export interface Analysed extends Studio {
  readonly databaseName: string;
}

export function analytics(stack: Stack, { key, trips, insights, curated }: Stored): Analysed {
  const catalogId = stack.account;
  const database = new glue.CfnDatabase(stack, 'Database', { catalogId, databaseInput: { name: 'trips' } });
  const table = (
    name: string,
    columns: glue.CfnTable.ColumnProperty[],
    options: Partial<glue.CfnTable.TableInputProperty>,
    storage: glue.CfnTable.StorageDescriptorProperty,
  ) => (
    new glue.CfnTable(stack, `${name}Table`, {
      catalogId,
      databaseName: database.ref,
      tableInput: { name, tableType: 'EXTERNAL_TABLE', ...options, storageDescriptor: { columns, ...storage } },
    })
  );
  const json = { ...TEXT, serdeInfo: { serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' } };
  const reading = [{ name: 'sensor_id', type: 'string' }, { name: 'measured_at', type: 'timestamp' }, { name: 'temperature', type: 'double' }];
  const average = [{ name: 'window_start', type: 'timestamp' }, { name: 'temperature', type: 'double' }];
  table('source', reading, { parameters: streamParameters(stack, trips), description: 'Readings on their stream' }, { ...json, location: trips.streamArn });
  table('target', average, { parameters: streamParameters(stack, insights), description: 'Averages on their stream' }, { ...json, location: insights.streamArn });
  table('curated', reading, {
    description: 'Readings as delivered',
    partitionKeys: PARTITIONS.map((name) => ({ name, type: 'string' })),
    parameters: {
      'classification': 'parquet',
      'projection.enabled': 'true',
      ...Object.assign({}, ...[['year', '2026,2040', '4'], ['month', '1,12', '2'], ['day', '1,31', '2'], ['hour', '0,23', '2']].map(([name, range, digits]) => ({
        [`projection.${name}.type`]: 'integer', [`projection.${name}.range`]: range, [`projection.${name}.digits`]: digits,
      }))),
      'storage.location.template': `${curated.s3UrlForObject('trips/')}${PARTITIONS.map((name) => `${name}=\${${name}}/`).join('')}`,
    },
  }, { ...PARQUET, location: curated.s3UrlForObject('trips/'), serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' } });
  return { databaseName: database.ref, ...studio(stack, { key, trips, insights, database }) };
}

function streamParameters(stack: Stack, stream: kinesis.IStream) {
  return {
    'classification': 'json',
    'typeOfData': 'kinesis',
    'connector': 'kinesis',
    'stream': stream.streamName,
    'aws.region': stack.region,
    'scan.stream.initpos': 'LATEST',
    'format': 'json',
    'json.timestamp-format.standard': 'ISO-8601',
  };
}
