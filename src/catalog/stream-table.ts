import { Duration, Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { Construct } from 'constructs';
import { RecordSchema } from '../schema';
import { glueColumns } from '../schema/glue-columns';
import { renamedFields } from '../schema/renamed-fields';

/** What a table over a stream describes. */
export interface StreamTable {
  readonly name: string;
  readonly databaseName: string;
  readonly schema: RecordSchema;
  readonly stream: kinesis.IStream;
  readonly watermarkDelay: Duration;
}

/** Longest description of a table: https://docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html */
const LONGEST_DESCRIPTION = 2048;

/**
 * A Glue table over a Kinesis stream, with the parameters of Flink's Kinesis connector that the Studio reads.
 *
 * Flink's JSON format looks for a column by its exact name, while Glue lower-cases names and has no place for another one: fields that are
 * called otherwise on the wire are left out.
 *
 * @see https://docs.aws.amazon.com/managed-flink/latest/java/how-zeppelin-glue-properties.html
 */
export function streamTable(scope: Construct, id: string, table: StreamTable): glue.CfnTable {
  const renamed = new Set(renamedFields(table.schema).map((field) => field.name));
  const stack = Stack.of(scope);
  return new glue.CfnTable(scope, id, {
    catalogId: stack.account,
    databaseName: table.databaseName,
    tableInput: {
      name: table.name,
      description: description(table.schema),
      tableType: 'EXTERNAL_TABLE',
      parameters: {
        'EXTERNAL': 'TRUE',
        'classification': 'json',
        'typeOfData': 'kinesis',
        'connector': 'kinesis',
        'stream': table.stream.streamName,
        'aws.region': stack.region,
        'scan.stream.initpos': 'LATEST',
        'format': 'json',
        'json.timestamp-format.standard': 'ISO-8601',
        ...eventTimeParameters(table, renamed),
      },
      storageDescriptor: {
        location: table.stream.streamArn,
        columns: glueColumns(table.schema).filter((column) => !renamed.has(column.name)),
        inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        serdeInfo: { serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
      },
    },
  });
}

function eventTimeParameters(table: StreamTable, renamed: Set<string>): { [parameter: string]: string } {
  const { eventTime } = table.schema;
  if (eventTime === undefined || renamed.has(eventTime)) {
    return {};
  }
  return {
    'managed-flink.rowtime': eventTime,
    [`managed-flink.watermark.${eventTime}.milliseconds`]: table.watermarkDelay.toMilliseconds().toString(),
  };
}

function description(schema: RecordSchema): string {
  const renamed = renamedFields(schema);
  const purpose = `Records of schema ${schema.name} on their Kinesis data stream.`;
  if (renamed.length === 0) {
    return purpose;
  }
  const fields = renamed.map((field) => `${field.name} (${field.wireName})`).join(', ');
  const reason = 'Left out, since Flink needs their exact names on the stream and Glue cannot hold them; a CREATE TABLE statement in the Studio can:';
  return `${purpose} ${reason} ${fields}`.slice(0, LONGEST_DESCRIPTION);
}
