import { Template } from 'aws-cdk-lib/assertions';
import { statementsOf } from './statements';
import { stackOf, VARIANTS } from './variants';

/** Every action that a policy allows on `*`, with the page of AWS that says why it cannot be less. */
const DOCUMENTED: { readonly [action: string]: string } = {
  'cloudwatch:PutMetricData': 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html',
  'ec2:CreateNetworkInterface': 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-es-vpc',
  'ec2:CreateNetworkInterfacePermission': 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-es-vpc',
  'ec2:DeleteNetworkInterface': 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-es-vpc',
  'ec2:DescribeDhcpOptions': 'https://docs.aws.amazon.com/managed-flink/latest/java/vpc-permissions.html',
  'ec2:DescribeNetworkInterfaces': 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions',
  'ec2:DescribeSecurityGroups': 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-es-vpc',
  'ec2:DescribeSubnets': 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions',
  'ec2:DescribeVpcAttribute': 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-es-vpc',
  'ec2:DescribeVpcs': 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-es-vpc',
  'glue:GetDatabases': 'https://docs.aws.amazon.com/managed-flink/latest/java/how-zeppelin-appendix-iam.html',
  'ssm:UpdateInstanceInformation': 'https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html',
  'ssmmessages:CreateControlChannel': 'https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html',
  'ssmmessages:CreateDataChannel': 'https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html',
  'ssmmessages:OpenControlChannel': 'https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html',
  'ssmmessages:OpenDataChannel': 'https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html',
};

/** In the policy of a key, `*` is the key itself: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html */
const STANDS_FOR_ITSELF = ['AWS::KMS::Key'];

function wildcardActions(variant: string): string[] {
  return statementsOf(Template.fromStack(stackOf(variant)))
    .filter(({ effect, resourceType, resources }) => effect === 'Allow' && resources.includes('*') && !STANDS_FOR_ITSELF.includes(resourceType))
    .flatMap(({ actions }) => actions);
}

describe('a policy allows actions on every resource only where AWS documents that there is no other way', () => {
  const allowed = new Map(Object.keys(VARIANTS).map((variant) => [variant, wildcardActions(variant)]));

  test.each([...allowed])('in a pipeline, %s', (_, actions) => {
    expect(actions.filter((action) => !(action in DOCUMENTED))).toEqual([]);
  });

  test('and the list has no entry that no pipeline needs', () => {
    expect([...new Set([...allowed.values()].flat())].sort()).toEqual(Object.keys(DOCUMENTED).sort());
  });

  test('and no statement allows every action', () => {
    const everything = Object.keys(VARIANTS).flatMap((variant) => statementsOf(Template.fromStack(stackOf(variant))))
      .filter(({ effect, actions, resourceType }) => effect === 'Allow' && !STANDS_FOR_ITSELF.includes(resourceType)
        && actions.some((action) => action === '*' || action.endsWith(':*')));
    expect(everything).toEqual([]);
  });
});
