import { Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** What cdk-nag's AWS Solutions rules find in a stack and nobody acknowledged, one line a finding. */
export function nagFindings(stack: Stack): string[] {
  const { violations } = new AwsSolutionsChecks(stack.node.root).validateScope(stack);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath, resourceLogicalId }) => `${ruleName} ${constructPath ?? resourceLogicalId}`));
}
