import { App, Size, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { expectDestination, synthesize } from './delivery';
import { CuratedDeliveryProps, RecordPartitioning, RecordTransform } from '../../src';
import { nagFindings } from '../support/nag';

const bufferOf = (size: string) => ({
  ProcessingConfiguration: { Processors: [{ Type: 'Lambda', Parameters: Match.arrayWith([{ ParameterName: 'BufferSizeInMBs', ParameterValue: size }]) }] },
});

test('the transform may write rejected records under its own prefix and nowhere else', () => {
  const { template } = synthesize({ compressedRecords: true, errorPrefix: 'failed/' });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { REJECTED_RECORD_BUCKET: { Ref: Match.stringLikeRegexp('^Bucket') }, REJECTED_RECORD_PREFIX: 'failed/transform/' } },
  });
  const policies = Object.values(template.findResources('AWS::IAM::Policy', {
    Properties: { Roles: [{ Ref: Match.stringLikeRegexp('^DeliveryTransformRole') }] },
  }));
  const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement).filter(({ Action }) => !String(Action).includes('logs:'));
  expect(statements).toEqual([{
    Action: 's3:PutObject',
    Effect: 'Allow',
    Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^Bucket/), 'Arn'] }, '/failed/transform/*']] },
  }]);
});

test('the wildcard of that permission is acknowledged', () => {
  const { delivery } = synthesize({ compressedRecords: true });
  expect(nagFindings(Stack.of(delivery)).filter((finding) => finding.includes('Delivery/Transform') && finding.includes('transform/'))).toEqual([]);
});

test('a key of the bucket may be used through S3', () => {
  const stack = new Stack(new App(), 'Keys');
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1');
  synthesize({ compressedRecords: true, encryptionKey }).template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({
        Action: 'kms:GenerateDataKey',
        Condition: { StringEquals: { 'kms:ViaService': Match.anyValue() } },
        Resource: 'arn:aws:kms:us-east-1:123456789012:key/1',
      })]),
    },
    Roles: [{ Ref: Match.stringLikeRegexp('^DeliveryTransformRole') }],
  });
});

test.each<[string, Partial<CuratedDeliveryProps>]>([['without compressed records', {}], ['with false', { compressedRecords: false }]])('%s there is none of it', (_, props) => {
  const { template } = synthesize(props);
  expect(JSON.stringify(template.toJSON())).not.toContain('transform/');
  expect(JSON.stringify(template.toJSON())).not.toContain('REJECTED_RECORD');
  expectDestination(template, bufferOf('0.25'));
});

test('blocks expand, so the transform gets few of them at a time, unless the user decides', () => {
  expectDestination(synthesize({ compressedRecords: true }).template, bufferOf('0.2'));
  expectDestination(synthesize({ compressedRecords: true, transformBufferSize: Size.mebibytes(2) }).template, bufferOf('2'));
});

test('a function of the user\'s own gets no permission: it opens blocks itself', () => {
  const stack = new Stack(new App(), 'Own');
  const transform = RecordTransform.fromFunction(lambda.Function.fromFunctionArn(stack, 'Function', 'arn:aws:lambda:us-east-1:123456789012:function:own'));
  const { template } = synthesize({ compressedRecords: true, transform });
  expect(JSON.stringify(template.toJSON())).not.toContain('transform/');
  expectDestination(template, bufferOf('0.2'));
});

test('what cannot look into a block is refused', () => {
  expect(() => synthesize({ compressedRecords: true, partitioning: RecordPartitioning.byArrival({ fields: ['trip_id'] }) }))
    .toThrow(/compressedRecords cannot be true with partitioning by event time or fields, for which Firehose takes one partition for a whole compressed block/);
  expect(() => synthesize({ compressedRecords: true, transform: RecordTransform.none() }))
    .toThrow(/compressedRecords cannot be true with RecordTransform\.none\(\), which delivers compressed blocks as they are/);
});
