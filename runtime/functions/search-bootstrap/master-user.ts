import { eventually, type Attempt } from './eventually';
import type { Clock, RemainingTime } from '../shared/clock';
import type { UserCredentials } from '../shared/search-client';

/** The text of the secret with this ARN. */
export type ReadSecret = (arn: string) => Promise<string>;

/** The user that may do everything in the domain, from the secret that the domain took its password from. */
export async function readMasterUser(arn: string, readSecret: ReadSecret, clock: Clock, time: RemainingTime): Promise<UserCredentials> {
  const goal = { what: 'the secret of the master user', by: 'Secrets Manager', done: 'read' };
  return credentialsIn(await eventually(goal, async () => tryToRead(arn, readSecret), clock, time));
}

async function tryToRead(arn: string, readSecret: ReadSecret): Promise<Attempt<string>> {
  try {
    return { kind: 'done', value: await readSecret(arn) };
  } catch (error) {
    const name = error instanceof Error ? error.name : 'no answer';
    const why = error instanceof Error ? `${name} ${error.message}`.trim() : String(error);
    switch (name) {
      case 'AccessDeniedException': return { kind: 'forbidden', why };
      case 'ResourceNotFoundException':
      case 'InvalidRequestException':
      case 'DecryptionFailure': return { kind: 'refused', why };
      default: return { kind: 'notYet', why };
    }
  }
}

/** Never quotes the secret. */
function credentialsIn(text: string): UserCredentials {
  const { username, password } = fieldsIn(text);
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw new Error('the secret of the master user must be a JSON object with the strings username and password, and is not: correct the secret');
  }
  return { username, password };
}

function fieldsIn(text: string): { readonly username?: unknown; readonly password?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
