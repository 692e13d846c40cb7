import { DescribeApplicationCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import type { StackOutputs } from '../deploy/outputs';
import type { Clients } from '../emulator/clients';

/**
 * ARN of the role that the Studio's application runs under, and so do its notes.
 * @throws when the application has none.
 */
export async function applicationRole({ kinesisAnalytics }: Clients, outputs: StackOutputs): Promise<string> {
  const ApplicationName = outputs.get('StudioApplicationName');
  const { ApplicationDetail } = await kinesisAnalytics.send(new DescribeApplicationCommand({ ApplicationName }));
  const { ServiceExecutionRole } = ApplicationDetail ?? {};
  if (ServiceExecutionRole === undefined) throw new Error(`the Studio application ${ApplicationName} has no role to run under`);
  return ServiceExecutionRole;
}
