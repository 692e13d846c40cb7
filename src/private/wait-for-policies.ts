import * as iam from 'aws-cdk-lib/aws-iam';
import { Dependable } from 'constructs';

/**
 * Makes whatever waits for the role wait for its policies alone.
 *
 * A policy names its role, so this is waiting for both; naming the role as well would repeat what a reference to it enforces (cfn-lint W3005).
 */
export function waitForPolicies(role: iam.Role): void {
  Dependable.implement(role, {
    get dependencyRoots() {
      return role.node.children.filter((child) => child !== role.node.defaultChild);
    },
  });
}
