import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge';

/** What a template writes for a part of an ARN that only a deployment knows: one of these, or another intrinsic function. */
interface Intrinsic {
  readonly 'Ref'?: string;
  readonly 'Fn::GetAtt'?: string[];
  readonly 'Fn::Join'?: [string, ArnPart[]];
  readonly 'Fn::Sub'?: ArnPart;
  readonly 'Fn::ImportValue'?: ArnPart;
}

type ArnPart = string | Intrinsic;

/**
 * Acknowledges cdk-nag's finding that a policy of the construct allows a resource with a wildcard, and only that one.
 *
 * The finding contains the ARN as the template spells it.
 */
export function acknowledgeWildcard(construct: IConstruct, resourceArn: string, reason: string): void {
  const acknowledged = new Set<string>();
  const acknowledgeOnce = () => {
    const finding = `IAM5[Resource::${spell(Stack.of(construct).resolve(resourceArn))}]`;
    if (!acknowledged.has(finding)) {
      acknowledged.add(finding);
      acknowledge(construct, finding, reason);
    }
    return [];
  };
  acknowledgeOnce();
  // the ARN of another stack's resource becomes an import only when the app is prepared, and this is the last step before rules are checked
  construct.node.addValidation({ validate: acknowledgeOnce });
}

/** References in angle brackets, as cdk-nag writes them. */
function spell(arn: ArnPart): string {
  if (typeof arn === 'string') {
    return arn.replace(/\$\{/g, '<').replace(/\}/g, '>');
  }
  if (arn.Ref) {
    return `<${arn.Ref}>`;
  }
  if (arn['Fn::GetAtt']) {
    return `<${arn['Fn::GetAtt'].join('.')}>`;
  }
  if (arn['Fn::Join']) {
    const [delimiter, parts] = arn['Fn::Join'];
    return parts.map(spell).join(delimiter);
  }
  const inner = arn['Fn::Sub'] ?? arn['Fn::ImportValue'];
  return inner ? spell(inner) : JSON.stringify(arn);
}
