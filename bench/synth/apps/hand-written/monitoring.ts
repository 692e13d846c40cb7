import { Stack } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { alarms } from './alarms';
import { dashboard } from './dashboard';
import { metricsOf, type Monitored } from './metrics';

export function monitoring(stack: Stack, key: kms.Key, monitored: Monitored): void {
  const topic = new sns.Topic(stack, 'AlarmTopic', { masterKey: key, enforceSSL: true });
  topic.addSubscription(new subscriptions.EmailSubscription('operators@example.com'));
  topic.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
  }));
  const metrics = metricsOf(monitored);
  dashboard(stack, alarms(stack, metrics, new actions.SnsAction(topic)), metrics);
}
