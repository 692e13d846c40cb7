import { Annotations, ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { alarmStatement } from '../encryption/key-statements';
import { acknowledge } from '../private/acknowledge';

/** A topic that the alarms of this account, and nobody else, publish to, and that mails to these addresses. */
export function alarmTopic(scope: Construct, id: string, emails: string[], encryptionKey?: kms.IKey): sns.Topic {
  const topic = new sns.Topic(scope, id, { masterKey: encryptionKey, enforceSSL: true });
  const stack = Stack.of(scope);
  // a topic with a policy of its own loses the one that let the account's services publish
  topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AlarmsOfThisAccount',
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME }) },
    },
  }));
  if (encryptionKey) {
    letAlarmsUse(encryptionKey, scope);
  } else {
    acknowledge(topic, 'SNS2', 'the pipeline has no key of its own, and alarms cannot publish to a topic with the key that SNS manages '
      + '(https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html)');
  }
  for (const email of emails) {
    topic.addSubscription(new subscriptions.EmailSubscription(email));
  }
  return topic;
}

/** What the key says for the alarms of a pipeline already is not said twice. */
function letAlarmsUse(key: kms.IKey, scope: Construct): void {
  const { statementAdded } = key.addToResourcePolicy(alarmStatement(Stack.of(scope)), true);
  if (!statementAdded) {
    Annotations.of(scope).addWarningV2('streaming-analytics-pipeline:alarmTopicKeyPolicy',
      'the policy of the existing key cannot be changed here: it must let cloudwatch.amazonaws.com use kms:Decrypt and kms:GenerateDataKey*, '
      + 'or no alarm is mailed');
  }
}
