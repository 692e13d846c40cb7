import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

/**
 * Firehose as it may assume a role: for delivery streams of this account alone, which it proves by its external id.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role
 */
export function firehoseService(scope: IConstruct): iam.ServicePrincipal {
  return new iam.ServicePrincipal('firehose.amazonaws.com', { conditions: { StringEquals: { 'sts:ExternalId': Stack.of(scope).account } } });
}
