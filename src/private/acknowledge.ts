import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Acknowledges one AWS Solutions rule of cdk-nag on one construct, with the reason why it does not apply there.
 *
 * Through the core API, so that the package needs no dependency on cdk-nag.
 */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}
