import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import { surroundings } from './delivery';
import { CuratedDelivery } from '../../src';

function delivery(): { stack: Stack; defined: CuratedDelivery } {
  const { stack, props } = surroundings();
  return { stack, defined: new CuratedDelivery(stack, 'Delivery', props) };
}

const METRICS: [string, cloudwatch.Statistic, (defined: CuratedDelivery, options?: cloudwatch.MetricOptions) => cloudwatch.Metric][] = [
  ['DeliveryToS3.DataFreshness', cloudwatch.Statistic.MAXIMUM, (defined, options) => defined.metricDataFreshness(options)],
  ['DeliveryToS3.Success', cloudwatch.Statistic.AVERAGE, (defined, options) => defined.metricDeliverySuccess(options)],
  ['FailedConversion.Records', cloudwatch.Statistic.SUM, (defined, options) => defined.metricFailedConversion(options)],
  ['ExecuteProcessing.Success', cloudwatch.Statistic.AVERAGE, (defined, options) => defined.metricTransformSuccess(options)],
  ['SucceedProcessing.Records', cloudwatch.Statistic.SUM, (defined, options) => defined.metricTransformedRecords(options)],
  ['IncomingBytes', cloudwatch.Statistic.SUM, ({ deliveryStream }, options) => deliveryStream.metricIncomingBytes(options)],
  ['IncomingRecords', cloudwatch.Statistic.SUM, ({ deliveryStream }, options) => deliveryStream.metricIncomingRecords(options)],
  ['BackupToS3.Bytes', cloudwatch.Statistic.SUM, ({ deliveryStream }, options) => deliveryStream.metricBackupToS3Bytes(options)],
  ['BackupToS3.DataFreshness', cloudwatch.Statistic.AVERAGE, ({ deliveryStream }, options) => deliveryStream.metricBackupToS3DataFreshness(options)],
  ['BackupToS3.Records', cloudwatch.Statistic.SUM, ({ deliveryStream }, options) => deliveryStream.metricBackupToS3Records(options)],
  ['ThrottledGetRecords', cloudwatch.Statistic.AVERAGE, (defined, options) => defined.metric('ThrottledGetRecords', options)],
];

describe('a delivery', () => {
  test.each(METRICS)('has the metric %s of its delivery stream', (metricName, statistic, metric) => {
    const { stack, defined } = delivery();
    metric(defined).createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
    metric(defined, { statistic: 'Minimum' }).createAlarm(stack, 'Other', { threshold: 1, evaluationPeriods: 1 });
    const template = Template.fromStack(stack);
    const dimensions = [{ Name: 'DeliveryStreamName', Value: { Ref: Object.keys(template.findResources('AWS::KinesisFirehose::DeliveryStream'))[0] } }];
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { Namespace: 'AWS/Firehose', MetricName: metricName, Dimensions: dimensions });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Statistic: statistic });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Statistic: 'Minimum' });
  });

  test('names its delivery stream and lets others put records into it', () => {
    const { stack, defined } = delivery();
    const producer = new iam.User(stack, 'Producer');
    defined.deliveryStream.grantPutRecords(producer);
    const template = Template.fromStack(stack);
    const [id] = Object.keys(template.findResources('AWS::KinesisFirehose::DeliveryStream'));
    expect(stack.resolve(defined.deliveryStreamName)).toEqual({ Ref: id });
    expect(stack.resolve(defined.deliveryStream.deliveryStreamRef)).toEqual({ deliveryStreamName: { Ref: id }, deliveryStreamArn: { 'Fn::GetAtt': [id, 'Arn'] } });
    expect(defined.deliveryStream.grantPrincipal).toBeDefined();
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'], Resource: { 'Fn::GetAtt': [id, 'Arn'] } }],
      },
    });
  });
});
