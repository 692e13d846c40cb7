import type { Actor, Stage } from './stage';
import { messageOf } from '../../local/error-text';

/** What a service or a program does with a role: every call that it makes, as its AWS page says. */
export interface Step {
  readonly name: string;
  /** Logical id of the role, without its hash. */
  readonly role: string;
  /** Where AWS says that these calls are made, or the program of this repository that makes them. */
  readonly page: string;
  readonly calls: ReadonlyArray<(actor: Actor, stage: Stage) => Promise<unknown>>;
}

/** @returns whether the role may do all of it. @throws when something else fails than a permission. */
export async function isAllowed(step: Step, stage: Stage): Promise<boolean> {
  const actor = stage.as(stage.id(step.role));
  for (const call of step.calls) {
    try {
      await call(actor, stage);
    } catch (error) {
      if (isDenial(error)) return false;
      throw new Error(`the step '${step.name}' failed for another reason than its permission: ${messageOf(error)}`, { cause: error });
    }
  }
  return true;
}

function isDenial(error: unknown): boolean {
  return error instanceof Error && (/AccessDenied|NotAuthorized|Unauthorized/.test(error.name) || /AccessDenied|not authorized/.test(error.message));
}
