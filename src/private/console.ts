import { Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { IConstruct } from 'constructs';

/** Domains of the AWS console by partition: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const CONSOLES: { readonly [partition: string]: string } = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** Where the console of the construct's Region is: of the partition `aws` when the Region is known at deployment only. */
export function consoleUrl(construct: IConstruct, path: string): string {
  const { region } = Stack.of(construct);
  const partition = Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition;
  return `https://${region}.${CONSOLES[partition ?? 'aws'] ?? 'console.aws.amazon.com'}/${path}`;
}
