import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgeWildcard } from '../../src/private/acknowledge-wildcard';

/** The rules that a role breaks which may read objects, when those of the same or another bucket are acknowledged. */
function findings(arn: (stack: Stack) => string, acknowledged?: string): string[] {
  const stack = new Stack(new App(), 'Stack');
  const bucketArn = arn(stack);
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('firehose.amazonaws.com') });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`${bucketArn}/trips/*`] }));
  acknowledgeWildcard(role, `${acknowledged ?? bucketArn}/trips/*`, 'a test');
  return new AwsSolutionsChecks(stack).validateScope(role).violations.map(({ ruleName }) => ruleName);
}

describe('acknowledgeWildcard', () => {
  test.each<[string, (stack: Stack) => string]>([
    ['of a literal', () => 'arn:aws:s3:::curated'],
    ['of an imported bucket', (stack) => s3.Bucket.fromBucketName(stack, 'Imported', 'curated').bucketArn],
    ['of a bucket', (stack) => new s3.CfnBucket(stack, 'Bucket').attrArn],
    ['of a parameter', (stack) => new CfnParameter(stack, 'Arn').valueAsString],
    ['of an import', () => Fn.importValue('BucketArn')],
    ['of a substitution', () => Fn.sub('arn:${AWS::Partition}:s3:::curated')],
    ['of a selection', () => Fn.select(1, ['arn:aws:s3:::first', 'arn:aws:s3:::second'])],
  ])('spells the ARN %s as the rule does', (_kind, arn) => {
    expect(findings(arn)).toEqual([]);
  });

  test('acknowledges no other ARN', () => {
    expect(findings(() => 'arn:aws:s3:::curated', 'arn:aws:s3:::other')).toEqual(['AwsSolutions-IAM5[Resource::arn:aws:s3:::curated/trips/*]']);
  });
});
