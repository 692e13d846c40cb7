import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { IConstruct } from 'constructs';

const ID = 'StreamingAnalyticsSearchLogPolicy';

/**
 * Lets the service write the log group of a domain, and returns the policy that says so, which the domain has to wait for.
 *
 * One policy for all domains of a stack: an account has ten in a region, and OpenSearch's own construct takes one for each domain.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export function allowSearchLogs(scope: IConstruct, logGroup: logs.ILogGroup): logs.ResourcePolicy {
  const stack = Stack.of(scope);
  const existing = stack.node.tryFindChild(ID);
  const policy = existing instanceof logs.ResourcePolicy ? existing : new logs.ResourcePolicy(stack, ID, { resourcePolicyName: `${stack.stackName}-search-logs` });
  policy.document.addStatements(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('es.amazonaws.com')],
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'es', resource: 'domain', resourceName: '*', arnFormat: ArnFormat.SLASH_RESOURCE_NAME }) },
    },
  }));
  return policy;
}
