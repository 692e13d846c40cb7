import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { Clients } from './clients';
import { messageOf } from '../error-text';

/** What no role of a pipeline may read. */
const FORBIDDEN = '/local-run/nobody-may-read-this';

/** @throws unless the role is refused what it has no permission for: otherwise a run with policies shows nothing. */
export async function checkEnforcement({ ssm }: Clients, roleArn: string): Promise<void> {
  try {
    await ssm.send(new GetParameterCommand({ Name: FORBIDDEN }));
  } catch (error) {
    if (error instanceof Error && /AccessDenied/.test(error.name)) return;
    throw new Error(`policies are not enforced: the role ${roleArn} may read a parameter that nothing allows it to (${messageOf(error)})`);
  }
  throw new Error(`policies are not enforced: the role ${roleArn} has read a parameter that nothing allows it to`);
}
