import { setTimeout as sleep } from 'node:timers/promises';
import { CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Assembly } from './assembly';
import { inAccount } from './assets';
import { StackOutputs } from './outputs';
import { stackEvents } from './stack-events';
import type { Clients } from '../emulator/clients';
import type { Advance } from '../progress/progress';

/**
 * Creates the stack from the published template, byte for byte as synthesized.
 * @returns its outputs.
 * @throws with every resource that failed and why.
 */
export async function createStack(clients: Clients, endpoint: string, assembly: Assembly, advance: Advance): Promise<StackOutputs> {
  const { cloudFormation } = clients;
  const StackName = assembly.stack;
  await cloudFormation.send(new CreateStackCommand({
    StackName,
    TemplateURL: inAccount(assembly.templateUrl).replace(/^s3:\//, endpoint),
    Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
  }));
  const total = Object.keys(assembly.template.Resources).length;
  for (;;) {
    const [stack] = (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks ?? [];
    if (stack?.StackStatus === 'CREATE_COMPLETE') return new StackOutputs(stack.Outputs ?? []);
    if (stack?.StackStatus !== 'CREATE_IN_PROGRESS') throw new Error(await failuresOf(clients, StackName, stack?.StackStatus));
    const events = await stackEvents(clients, StackName);
    advance(events.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_COMPLETE').length, total);
    await sleep(200);
  }
}

async function failuresOf(clients: Clients, StackName: string, status = 'gone'): Promise<string> {
  const failures = (await stackEvents(clients, StackName))
    .filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'))
    .map((event) => `  ${event.LogicalResourceId} (${event.ResourceType}): ${event.ResourceStatusReason ?? event.ResourceStatus}`);
  return [`stack ${StackName} is ${status}`, ...failures].join('\n');
}
