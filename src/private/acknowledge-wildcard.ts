import { Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** An ARN as a template spells it. */
type ArnPart = string
| { readonly Ref: string }
| { readonly 'Fn::GetAtt': [string, string] }
| { readonly 'Fn::ImportValue': ArnPart }
| { readonly 'Fn::Join': [string, ArnPart[]] };

/**
 * Acknowledges cdk-nag's finding that a policy of the construct allows a resource with a wildcard, and only that one.
 *
 * The finding contains the ARN as the template spells it, and `Validations.acknowledge` refuses one with a double colon of its own
 * (`arn:aws:s3:::`). So it is written where `acknowledge` would have written it.
 */
export function acknowledgeWildcard(construct: IConstruct, resourceArn: string, reason: string): void {
  const finding = `AwsSolutions-IAM5[Resource::${spell(Stack.of(construct).resolve(resourceArn))}]`;
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [finding]: reason });
}

/** References in angle brackets, as cdk-nag writes them. */
function spell(arn: ArnPart): string {
  if (typeof arn === 'string') {
    return arn;
  }
  if ('Ref' in arn) {
    return `<${arn.Ref}>`;
  }
  if ('Fn::GetAtt' in arn) {
    return `<${arn['Fn::GetAtt'].join('.')}>`;
  }
  if ('Fn::ImportValue' in arn) {
    return spell(arn['Fn::ImportValue']);
  }
  const [delimiter, parts] = arn['Fn::Join'];
  return parts.map(spell).join(delimiter);
}
