import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** One of checkov's checks that does not apply, as its metadata has it. */
interface Skip {
  readonly id: string;
  readonly comment: string;
}

const skipsByResource = new WeakMap<CfnResource, Skip[]>();

/**
 * Tells checkov, in the template, why one of its checks does not apply to the construct's resource.
 *
 * @see https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html
 */
export function skipCheckov(construct: IConstruct, check: string, reason: string): void {
  const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  if (CfnResource.isCfnResource(resource)) {
    const others = skipsByResource.get(resource) ?? [];
    const skip = [...others.filter(({ id }) => id !== check), { id: check, comment: reason }];
    skipsByResource.set(resource, skip);
    resource.addMetadata('checkov', { skip });
  }
}
