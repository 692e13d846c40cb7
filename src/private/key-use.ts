import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { IConstruct } from 'constructs';

/**
 * The right to use keys through one service, and not by calls of one's own; none where there is no key.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function keyUse(scope: IConstruct, service: string, keys: (kms.IKey | undefined)[], actions: string[]): iam.PolicyStatement[] {
  const { region, urlSuffix } = Stack.of(scope);
  const resources = [...new Set(keys.flatMap((key) => key ? [key.keyArn] : []))];
  return resources.length > 0 ? [new iam.PolicyStatement({
    actions,
    resources,
    conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.${urlSuffix}` } },
  })] : [];
}
