import {
  DeleteRolePolicyCommand, GetRoleCommand, GetRolePolicyCommand, ListRolePoliciesCommand, PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { withoutHash, type Stage } from './stage';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: { readonly StringEquals?: { readonly [key: string]: string } };
}

export interface RolePolicy {
  readonly role: string;
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** Inline policies of a role, as they are in force: no reference is left in them. */
export async function policiesOf({ root }: Stage, role: string): Promise<RolePolicy[]> {
  const { PolicyNames = [] } = await root.iam.send(new ListRolePoliciesCommand({ RoleName: role }));
  return Promise.all(PolicyNames.map(async (name) => {
    const { PolicyDocument = '' } = await root.iam.send(new GetRolePolicyCommand({ RoleName: role, PolicyName: name }));
    const { Statement }: { readonly Statement: Statement[] } = JSON.parse(decodeURIComponent(PolicyDocument));
    return { role, name, statements: Statement };
  }));
}

/** The services that may take on a role. */
export async function trustedBy({ root }: Stage, RoleName: string): Promise<string[]> {
  const { Role } = await root.iam.send(new GetRoleCommand({ RoleName }));
  const { Statement }: { readonly Statement: ReadonlyArray<{ readonly Principal: { readonly Service: string | readonly string[] } }> } =
    JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''));
  return Statement.flatMap(({ Principal }) => Principal.Service);
}

/** Puts a policy in force as it is given; without any statement there is none. */
export async function enforcePolicy({ root }: Stage, { role, name, statements }: RolePolicy): Promise<void> {
  if (statements.length === 0) {
    await root.iam.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName: name }));
    return;
  }
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  await root.iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: name, PolicyDocument }));
}

export function actionsOf({ Action }: Statement): string[] {
  return [Action].flat().sort();
}

/** How messages call a statement. */
export function titleOf(policy: string, statement: Statement): string {
  return `${withoutHash(policy)}: ${actionsOf(statement).join(', ')}`;
}
