import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Tells checkov, in the template, why one of its checks does not apply to the construct's resource.
 *
 * @see https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html
 */
export function skipCheckov(construct: IConstruct, check: string, reason: string): void {
  const resource = construct.node.defaultChild;
  if (CfnResource.isCfnResource(resource)) {
    resource.addMetadata('checkov', { skip: [{ id: check, comment: reason }] });
  }
}
