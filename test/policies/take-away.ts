import { actionsOf, enforcePolicy, policiesOf, type RolePolicy, titleOf } from './policies';
import type { Stage } from './stage';
import { isAllowed, type Step } from './step';

/** Services that the emulator does not ask, or whose conditions it does not know: these statements are held word for word instead. */
const HELD = new Set(['cloudwatch', 'ec2', 'es', 'kinesisanalytics', 'kms', 'ssm', 'ssmmessages']);

export function isHeld(actions: readonly string[]): boolean {
  return actions.every((action) => HELD.has(action.split(':')[0] ?? ''));
}

export interface TakenAway {
  readonly role: string;
  readonly statement: string;
  /** Names of the steps that fail without it. */
  readonly fails: readonly string[];
}

/** Takes each statement of a role away that the emulator enforces, one at a time, and does the role's steps without it. */
export async function takeAway(stage: Stage, role: string, steps: readonly Step[]): Promise<TakenAway[]> {
  const taken: TakenAway[] = [];
  for (const policy of await policiesOf(stage, stage.id(role))) {
    for (const statement of policy.statements) {
      if (isHeld(actionsOf(statement))) continue;
      const fails = await without(stage, policy, { ...policy, statements: policy.statements.filter((other) => other !== statement) }, steps);
      taken.push({ role, statement: titleOf(policy.name, statement), fails });
    }
  }
  return taken;
}

async function without(stage: Stage, policy: RolePolicy, less: RolePolicy, steps: readonly Step[]): Promise<string[]> {
  await enforcePolicy(stage, less);
  try {
    const fails: string[] = [];
    for (const step of steps) if (!await isAllowed(step, stage)) fails.push(step.name);
    return fails;
  } finally {
    await enforcePolicy(stage, policy);
  }
}
