import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import { IConstruct } from 'constructs';
import type { FormatConversion } from './delivery-format-config';
import { CuratedTable } from '../schema';

/** How Firehose converts records by the columns of a table. aws-cdk-lib's own takes only a table that the same app defines. */
export function formatConversion(
  scope: IConstruct, { inputFormat, outputFormat }: FormatConversion, table: CuratedTable, role: iam.IRole,
): firehose.CfnDeliveryStream.DataFormatConversionConfigurationProperty {
  const stack = Stack.of(scope);
  return {
    enabled: true,
    inputFormatConfiguration: inputFormat.createInputFormatConfig(),
    outputFormatConfiguration: outputFormat.createOutputFormatConfig(),
    schemaConfiguration: {
      catalogId: table.catalogId ?? stack.account,
      databaseName: table.databaseName,
      region: stack.region,
      roleArn: role.roleArn,
      tableName: table.tableName,
      versionId: 'LATEST',
    },
  };
}
