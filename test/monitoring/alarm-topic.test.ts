import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { renderedAlarms, wholePipeline } from './whole-pipeline';
import { AlarmSeverity, PipelineMonitoring, PipelineMonitoringProps, StreamingAnalyticsPipeline } from '../../src';
import { readings } from '../pipeline/variants';
import { nagFindings } from '../support/nag';

function mailed(options: (stack: Stack) => Partial<PipelineMonitoringProps> = () => ({})) {
  const stack = new Stack(new App(), 'Stack');
  const monitoring = new PipelineMonitoring(stack, 'Monitoring', {
    ...wholePipeline(stack), alarmEmails: ['team@example.com', 'lead@example.com'], ...options(stack),
  });
  return { stack, monitoring, template: Template.fromStack(stack) };
}

const CLOUDWATCH = { Service: 'cloudwatch.amazonaws.com' };

describe('alarmEmails', () => {
  test('mails every address through one topic, which every alarm tells', () => {
    const { stack, monitoring, template } = mailed();
    for (const Endpoint of ['team@example.com', 'lead@example.com']) {
      template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint });
    }
    template.resourceCountIs('AWS::SNS::Topic', 1);
    for (const { AlarmActions, OKActions } of Object.values(renderedAlarms(stack))) {
      expect([AlarmActions, OKActions]).toEqual([[stack.resolve(monitoring.alarmTopic?.topicArn)], [stack.resolve(monitoring.alarmTopic?.topicArn)]]);
    }
  });

  test('lets alarms of this account publish, and refuses what comes without TLS', () => {
    mailed().template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: CLOUDWATCH,
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', Match.arrayWith([':cloudwatch:', ':alarm:*'])] } },
            },
          }),
        ]),
      },
    });
  });

  test('encrypts the topic with the key, which alarms may use', () => {
    const { stack, template } = mailed((scope) => ({ encryptionKey: new kms.Key(scope, 'Key', { enableKeyRotation: true }) }));
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('alarmTopicKeyPolicy'));
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Principal: CLOUDWATCH,
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        })]),
      },
    });
  });

  test('says it to the key of a pipeline once', () => {
    const stack = new Stack(new App(), 'Stack');
    new StreamingAnalyticsPipeline(stack, 'Pipeline', {
      schema: readings, search: { enabled: false }, studio: { enabled: false }, monitoring: { alarmEmails: ['team@example.com'] },
    });
    const [{ Properties: { KeyPolicy } }] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    const services = KeyPolicy.Statement.map(({ Principal }: { Principal: { Service?: unknown } }) => Principal.Service);
    expect(services.filter((service: unknown) => service === CLOUDWATCH.Service)).toHaveLength(1);
  });

  test('warns where the policy of an existing key has to be changed by its owner', () => {
    const { stack } = mailed((scope) => ({ encryptionKey: kms.Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/1') }));
    Annotations.fromStack(stack).hasWarning('/Stack/Monitoring', Match.stringLikeRegexp('must let cloudwatch.amazonaws.com use kms:Decrypt'));
  });

  test.each<[string, (stack: Stack) => Partial<PipelineMonitoringProps>]>([
    ['with a key', (stack) => ({ encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) })],
    ['without', () => ({})],
  ])('has no finding of AWS Solutions, %s', (_, options) => {
    expect(nagFindings(mailed(options).stack)).toEqual([]);
  });

  test('takes an address that is known only at deployment', () => {
    const { template } = mailed((stack) => ({ alarmEmails: [new CfnParameter(stack, 'Email').valueAsString] }));
    template.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: { Ref: 'Email' } });
  });

  test.each<[string, (stack: Stack) => Partial<PipelineMonitoringProps>, string]>([
    ['no address', () => ({ alarmEmails: [] }), 'alarmEmails must be at least one address, got none: leave alarmEmails out where nobody is to be mailed'],
    ['no address at all', () => ({ alarmEmails: ['team'] }), 'alarmEmails must be addresses such as team@example.com, got "team"'],
    ['an existing topic', (stack) => ({ alarmTopic: new sns.Topic(stack, 'Topic') }),
      'alarmEmails are mailed by a topic that is defined for them, so they cannot be set with alarmTopic: subscribe them to that topic, or leave it out'],
  ])('fails with %s', (_, options, message) => {
    expect(() => mailed(options)).toThrow(message);
  });
});

test('warningTopic gets the warnings, and they go nowhere else', () => {
  const stack = new Stack();
  const [alarmTopic, warningTopic] = ['Pager', 'Chat'].map((name) => sns.Topic.fromTopicArn(stack, name, `arn:aws:sns:eu-west-1:123456789012:${name}`));
  const monitoring = new PipelineMonitoring(stack, 'Monitoring', { ...wholePipeline(stack), alarmTopic, warningTopic });
  const rendered = renderedAlarms(stack);
  for (const [severity, topic] of [[AlarmSeverity.CRITICAL, alarmTopic], [AlarmSeverity.WARNING, warningTopic]] as const) {
    for (const alarm of monitoring.alarmsOf(severity)) {
      expect(rendered[stack.resolve(alarm.alarmArn)['Fn::GetAtt'][0]].AlarmActions).toEqual([topic.topicArn]);
    }
  }
});
