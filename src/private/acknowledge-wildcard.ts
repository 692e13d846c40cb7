import { Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Acknowledges the rule IAM5 of cdk-nag for one resource pattern of a policy, with the reason why it cannot be narrower.
 *
 * cdk-nag names the finding by the pattern with its references written as `<LogicalId.Attribute>`. It goes straight into the
 * metadata because `Validations.acknowledge` refuses an id with a second `::`, which most ARNs have.
 */
export function acknowledgeWildcard(construct: IConstruct, resource: string, reason: string): void {
  const acknowledged = new Set<string>();
  const record = (): void => {
    const finding = `AwsSolutions-IAM5[Resource::${flatten(Stack.of(construct).resolve(resource))}]`;
    if (!acknowledged.has(finding)) {
      acknowledged.add(finding);
      construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [finding]: reason });
    }
  };
  record();
  // a reference to another stack's resource only becomes an import, and so gets its final name, when the app is prepared
  construct.node.addValidation({
    validate: () => {
      record();
      return [];
    },
  });
}

interface Reference {
  readonly 'Ref'?: string;
  readonly 'Fn::GetAtt'?: string[];
  readonly 'Fn::ImportValue'?: Resolved;
  readonly 'Fn::Join'?: [string, Resolved[]];
}

type Resolved = string | Reference;

function flatten(resolved: Resolved): string {
  if (typeof resolved === 'string') {
    return resolved;
  }
  if (resolved['Fn::Join']) {
    const [delimiter, parts] = resolved['Fn::Join'];
    return parts.map(flatten).join(delimiter);
  }
  if (resolved['Fn::GetAtt']) {
    return `<${resolved['Fn::GetAtt'].join('.')}>`;
  }
  if (resolved['Fn::ImportValue']) {
    return flatten(resolved['Fn::ImportValue']);
  }
  return resolved.Ref ? `<${resolved.Ref}>` : JSON.stringify(resolved);
}
