import { App, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CuratedDelivery, DataCatalog, DeliveryFormat, Field, PipelineEncryption, RecordSchema, StreamIngestion } from '../../src';
import { cycles } from '../support/dependencies';

const schema = new RecordSchema({ name: 'trips', fields: [Field.ofString('trip_id')] });

function pipeline(encryption: PipelineEncryption, format: DeliveryFormat): Template {
  const stack = new Stack(new App(), 'Stack');
  const encryptionKey = encryption._bind(stack);
  const { stream } = new StreamIngestion(stack, 'Ingestion', { encryptionKey });
  const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey, enforceSSL: true });
  const { curatedTable } = new DataCatalog(stack, 'Catalog', { schema, stream, curatedBucket: bucket });
  new CuratedDelivery(stack, 'Delivery', { schema, stream, bucket, curatedTable, format, encryptionKey });
  return Template.fromStack(stack);
}

describe('stream, catalogue and delivery', () => {
  test.each([
    ['parquet', 'the services\' keys', DeliveryFormat.parquet(), PipelineEncryption.awsManaged()],
    ['parquet', 'a key of the pipeline', DeliveryFormat.parquet(), PipelineEncryption.customerManaged()],
    ['json', 'a key of the pipeline', DeliveryFormat.json(), PipelineEncryption.customerManaged()],
  ])('in %s with %s wait for each other without a cycle', (_format, _encryption, format, encryption) => {
    expect(cycles(pipeline(encryption, format))).toEqual([]);
  });

  test.each([
    ['Ref', (other: string) => ({ Ref: other })],
    ['Fn::GetAtt', (other: string) => ({ 'Fn::GetAtt': [other, 'Arn'] })],
    ['Fn::Sub', (other: string) => ({ 'Fn::Sub': `arn:\${${other}.Arn}` })],
  ])('would be seen to wait in a cycle by %s', (_kind, reference) => {
    const stack = new Stack();
    new CfnResource(stack, 'First', { type: 'Test::First', properties: { Value: reference('Second') } });
    new CfnResource(stack, 'Second', { type: 'Test::Second', properties: { Value: Fn.ref('Third') } });
    const third = new CfnResource(stack, 'Third', { type: 'Test::Third' });
    third.addOverride('DependsOn', ['First']);
    expect(cycles(Template.fromStack(stack, { skipCyclicalDependenciesCheck: true }))).toEqual([['First', 'Second', 'Third', 'First']]);
  });
});
