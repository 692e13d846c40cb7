import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Acknowledges one AWS Solutions rule of cdk-nag, or one finding of it, on one construct, with the reason why it does not apply there.
 *
 * Through the metadata that the core keeps acknowledgements in, so that the package needs no dependency on cdk-nag; not through
 * `Validations.acknowledge`, which refuses the findings about ARNs because `::` occurs in them more than once.
 */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`AwsSolutions-${rule}`]: reason });
}
