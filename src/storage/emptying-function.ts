import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { skipCheckov } from '../private/skip-checkov';

const PROVIDER = 'Custom::S3AutoDeleteObjectsCustomResourceProvider';

/**
 * Says in the template why the function of aws-cdk-lib that empties buckets, one for all of a stack, is as it is, and takes out what it says twice:
 * it refers to its role, so it need not wait for it besides (cfn-lint W3005).
 */
export function explainEmptyingFunction(scope: IConstruct): void {
  const provider = Stack.of(scope).node.tryFindChild(PROVIDER);
  const handler = provider?.node.tryFindChild('Handler');
  const role = provider?.node.tryFindChild('Role');
  if (!CfnResource.isCfnResource(handler) || !CfnResource.isCfnResource(role)) {
    return;
  }
  handler.removeDependency(role);
  skipCheckov(handler, 'CKV_AWS_115', 'CloudFormation alone calls it, when a bucket is deleted');
  skipCheckov(handler, 'CKV_AWS_116', 'CloudFormation takes silence for a failure');
  skipCheckov(handler, 'CKV_AWS_117', 'it calls nothing but S3 and CloudFormation');
}
