import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { ACCOUNT, type Caller } from './account';
import { type Clients, makeClients } from './clients';

/** Clients of a role. */
export type ActAs = (roleArn: string) => Clients;

/** Every role is the caller itself: where no policy is enforced, who calls makes no difference. */
export function asOneself(clients: Clients): ActAs {
  return () => clients;
}

/**
 * Takes on the role, as the service does that the role trusts. The emulator lets the account's root take on any role.
 * @param session as calls are named in the emulator's log.
 */
export function asRole(clients: Clients, endpoint: string, session: string): ActAs {
  const known = new Map<string, Clients>();
  return (roleArn) => {
    const made = known.get(roleArn) ?? makeClients(endpoint, () => assume(clients, roleArn, session));
    known.set(roleArn, made);
    return made;
  };
}

/** Firehose names the account as external id, which a trust policy may ask for. https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html */
async function assume({ sts }: Clients, RoleArn: string, RoleSessionName: string): Promise<Caller> {
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName, ExternalId: ACCOUNT }));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration: expiration } = Credentials ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined) throw new Error(`no credentials came for the role ${RoleArn}`);
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
}
