import * as glue from 'aws-cdk-lib/aws-glue';
import { CuratedDataFormat } from './curated-data-format';

/** How a table says in which format its objects are. */
export interface CuratedStorage {
  readonly classification: string;
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serdeInfo: glue.CfnTable.SerdeInfoProperty;
}

export const CURATED_STORAGE: { readonly [format in CuratedDataFormat]: CuratedStorage } = {
  [CuratedDataFormat.PARQUET]: {
    classification: 'parquet',
    inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
    serdeInfo: {
      serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
      parameters: { 'serialization.format': '1' },
    },
  },
  [CuratedDataFormat.ORC]: {
    classification: 'orc',
    inputFormat: 'org.apache.hadoop.hive.ql.io.orc.OrcInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat',
    serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.orc.OrcSerde', parameters: { 'serialization.format': '1' } },
  },
  [CuratedDataFormat.JSON]: {
    classification: 'json',
    inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    serdeInfo: {
      // not the OpenX one, which knows no timestamp formats: https://docs.aws.amazon.com/athena/latest/ug/hive-json-serde.html
      serializationLibrary: 'org.apache.hive.hcatalog.data.JsonSerDe',
      parameters: { 'timestamp.formats': 'yyyy-MM-dd\'T\'HH:mm:ss.SSS\'Z\',yyyy-MM-dd\'T\'HH:mm:ss\'Z\'' },
    },
  },
};
