import { paginateDescribeStackEvents, type StackEvent } from '@aws-sdk/client-cloudformation';
import type { Clients } from '../emulator/clients';

/** Every event of a stack's resources, newest first; those of the stack itself are left out. */
export async function stackEvents({ cloudFormation }: Clients, StackName: string): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  for await (const page of paginateDescribeStackEvents({ client: cloudFormation }, { StackName })) events.push(...page.StackEvents ?? []);
  return events.filter(({ ResourceType }) => ResourceType !== 'AWS::CloudFormation::Stack');
}
