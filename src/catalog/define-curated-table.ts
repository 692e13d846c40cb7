import { Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { CuratedDataFormat } from './curated-data-format';
import { CURATED_STORAGE } from './curated-storage';
import { partitionProjection } from './partition-projection';
import { partitionLocationTemplate } from '../private/curated-layout';
import { RecordPartitioning, RecordSchema } from '../schema';
import { GlueColumn, glueColumns } from '../schema/glue-columns';

/** What a table over curated objects describes. */
export interface CuratedObjects {
  readonly name: string;
  readonly databaseName: string;
  readonly schema: RecordSchema;
  readonly bucket: s3.IBucket;
  readonly prefix: string;
  readonly partitioning: RecordPartitioning;
  readonly dataFormat: CuratedDataFormat;
  readonly firstYear: number;
}

/**
 * Defines a Glue table over the curated objects with a column for each field, those that partition the objects last.
 *
 * Athena computes the partitions from the table's parameters, so neither a crawler nor `MSCK REPAIR TABLE` is needed.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html
 */
export function defineCuratedTable(scope: Construct, id: string, objects: CuratedObjects): glue.CfnTable {
  const { databaseName, firstYear, partitioning, schema } = objects;
  const { classification, ...format } = CURATED_STORAGE[objects.dataFormat];
  const location = objects.bucket.s3UrlForObject(objects.prefix);
  return new glue.CfnTable(scope, id, {
    catalogId: Stack.of(scope).account,
    databaseName,
    tableInput: {
      name: objects.name,
      description: `Records of schema ${schema.name} as delivered, partitioned by the ${described(partitioning)}.`,
      tableType: 'EXTERNAL_TABLE',
      partitionKeys: partitionColumns(schema, partitioning),
      parameters: {
        'EXTERNAL': 'TRUE',
        classification,
        ...partitionProjection(schema, partitioning, firstYear),
        'storage.location.template': partitionLocationTemplate(location, partitioning),
      },
      storageDescriptor: { location, columns: glueColumns(schema).filter(({ name }) => !partitioning.fields.includes(name)), ...format },
    },
  });
}

function partitionColumns(schema: RecordSchema, { fields, _timeColumns }: RecordPartitioning): GlueColumn[] {
  const columns = glueColumns(schema);
  return [
    ...fields.flatMap((field) => columns.filter(({ name }) => name === field)),
    ..._timeColumns.map((name) => ({ name, type: 'string' })),
  ];
}

function described({ eventTime, fields, granularity }: RecordPartitioning): string {
  return [...fields, `${granularity} of their ${eventTime ? 'event time' : 'arrival'}`].join(', ');
}
