import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CuratedDelivery, CuratedDeliveryProps, CuratedTable, Field, RecordSchema } from '../../src';

export const schema = new RecordSchema({ name: 'trips', fields: [Field.ofString('trip_id'), Field.ofDouble('total')] });

/** A stack with the resources that a delivery takes from others. */
export function surroundings(app = new App(), id = 'Stack'): { app: App; stack: Stack; props: CuratedDeliveryProps; curatedTable: CuratedTable } {
  const stack = new Stack(app, id);
  const curatedTable = CuratedTable.fromCfnTable(
    new glue.CfnTable(stack, 'Table', { catalogId: stack.account, databaseName: 'taxi', tableInput: { name: 'trips_curated' } }));
  const stream = new kinesis.Stream(stack, 'Stream');
  const bucket = new s3.Bucket(stack, 'Bucket');
  return { app, stack, curatedTable, props: { schema, stream, bucket } };
}

/** A delivery in Parquet with some properties changed, and the template it gives. */
export function synthesize(changes: Partial<CuratedDeliveryProps> = {}): { delivery: CuratedDelivery; template: Template } {
  const { stack, props, curatedTable } = surroundings();
  const delivery = new CuratedDelivery(stack, 'Delivery', { ...props, curatedTable, ...changes });
  return { delivery, template: Template.fromStack(stack) };
}

/** What the destination of the template's delivery stream must look like. */
export function expectDestination(template: Template, destination: object): void {
  template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', { ExtendedS3DestinationConfiguration: destination });
}
