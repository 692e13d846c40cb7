import { Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { CuratedDataFormat } from './curated-data-format';
import { partitionLocationTemplate } from '../private/curated-layout';
import { RecordSchema } from '../schema';
import { glueColumns } from '../schema/glue-columns';
import { PARTITION_COLUMNS } from '../schema/reserved-names';

/** What a table over curated objects describes. */
export interface CuratedTable {
  readonly name: string;
  readonly databaseName: string;
  readonly schema: RecordSchema;
  readonly bucket: s3.IBucket;
  readonly prefix: string;
  readonly dataFormat: CuratedDataFormat;
  readonly firstYear: number;
}

interface Storage {
  readonly parameters: { readonly [parameter: string]: string };
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serdeInfo: glue.CfnTable.SerdeInfoProperty;
}

const STORAGE: { readonly [format in CuratedDataFormat]: Storage } = {
  [CuratedDataFormat.PARQUET]: {
    parameters: { classification: 'parquet' },
    inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
    serdeInfo: {
      serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
      parameters: { 'serialization.format': '1' },
    },
  },
  [CuratedDataFormat.JSON]: {
    parameters: { classification: 'json', compressionType: 'gzip' },
    inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    serdeInfo: {
      // not the OpenX one, which knows no timestamp formats: https://docs.aws.amazon.com/athena/latest/ug/hive-json-serde.html
      serializationLibrary: 'org.apache.hive.hcatalog.data.JsonSerDe',
      parameters: { 'timestamp.formats': 'yyyy-MM-dd\'T\'HH:mm:ss.SSS\'Z\',yyyy-MM-dd\'T\'HH:mm:ss\'Z\'' },
    },
  },
};

/**
 * A Glue table over the curated objects, partitioned by the hour of arrival.
 *
 * Athena computes the partitions from the table's parameters, so neither a crawler nor `MSCK REPAIR TABLE` is needed.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html
 */
export function curatedTable(scope: Construct, id: string, table: CuratedTable): glue.CfnTable {
  const { parameters, ...format } = STORAGE[table.dataFormat];
  const location = table.bucket.s3UrlForObject(table.prefix);
  return new glue.CfnTable(scope, id, {
    catalogId: Stack.of(scope).account,
    databaseName: table.databaseName,
    tableInput: {
      name: table.name,
      description: `Records of schema ${table.schema.name} as delivered, partitioned by the hour of their arrival.`,
      tableType: 'EXTERNAL_TABLE',
      partitionKeys: PARTITION_COLUMNS.map((name) => ({ name, type: 'string' })),
      parameters: { EXTERNAL: 'TRUE', ...parameters, ...projection(location, table.firstYear) },
      storageDescriptor: { location, columns: glueColumns(table.schema), ...format },
    },
  });
}

/** A year of type `date`, since only dates know `NOW`; one more than now, for time zones that are ahead of UTC. */
function projection(location: string, firstYear: number): { [parameter: string]: string } {
  return {
    'projection.enabled': 'true',
    'projection.year.type': 'date',
    'projection.year.format': 'yyyy',
    'projection.year.range': `${firstYear},NOW+1YEARS`,
    'projection.year.interval': '1',
    'projection.year.interval.unit': 'YEARS',
    ...twoDigits('month', '1,12'),
    ...twoDigits('day', '1,31'),
    ...twoDigits('hour', '0,23'),
    'storage.location.template': partitionLocationTemplate(location),
  };
}

function twoDigits(column: string, range: string): { [parameter: string]: string } {
  return {
    [`projection.${column}.type`]: 'integer',
    [`projection.${column}.range`]: range,
    [`projection.${column}.digits`]: '2',
  };
}
