import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NagPack, NIST80053R5Checks } from 'cdk-nag';
import type { Finding } from './finding';
import type { SynthesizedVariant } from './synthesized-variants';

/** A rule of AWS Solutions, or one finding of it, that a construct acknowledges. */
export interface Acknowledgement {
  readonly construct: string;
  readonly isStack: boolean;
  readonly rule: string;
  readonly reason: string;
}

/** What AWS Solutions finds and nobody acknowledged. */
export function awsSolutions(variant: SynthesizedVariant): Finding[] {
  return findings(variant, new AwsSolutionsChecks(variant.stack.node.root));
}

/** What the operational best practices for NIST 800-53 R5 find. */
export function nist80053(variant: SynthesizedVariant): Finding[] {
  return findings(variant, new NIST80053R5Checks(variant.stack.node.root));
}

function findings({ stack }: SynthesizedVariant, pack: NagPack): Finding[] {
  return pack.validateScope(stack).violations.flatMap(({ ruleName, description, violatingResources }) => violatingResources.map((resource) => (
    { rule: ruleName, resource: resource.constructPath ?? resource.resourceLogicalId ?? '', message: description }
  )));
}

/** Every acknowledged rule, or finding of a rule, of every construct once. */
export function acknowledgements({ stack }: SynthesizedVariant): Acknowledgement[] {
  const found = new Map<string, Acknowledgement>();
  for (const construct of stack.node.findAll()) {
    for (const { type, data } of construct.node.metadata) {
      if (type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY) continue;
      for (const [rule, reason] of Object.entries<string>(data)) {
        if (!rule.startsWith('AwsSolutions-')) continue;
        found.set(`${rule} ${construct.node.path}`, { construct: construct.node.path, isStack: construct === stack, rule, reason });
      }
    }
  }
  return [...found.values()];
}

/** On how many constructs how many rules are acknowledged: a rule that has several findings on one construct counts once. */
export function acknowledgedPairs(given: readonly Acknowledgement[]): number {
  return new Set(given.map(({ construct, rule }) => `${rule.replace(/\[.*$/, '')} ${construct}`)).size;
}

/** What is wrong with how findings are acknowledged. */
export function acknowledgementFaults(given: readonly Acknowledgement[]): string[] {
  return given.flatMap(({ construct, isStack, rule, reason }) => [
    ...(isStack ? [`${rule} is acknowledged on the whole stack`] : []),
    ...(reason.trim().length < 10 ? [`${rule} on ${construct} is acknowledged without a reason`] : []),
    ...(rule === 'AwsSolutions-IAM5' || rule === 'AwsSolutions-IAM4' ? [`${rule} on ${construct} is acknowledged without its finding in brackets`] : []),
  ]);
}
