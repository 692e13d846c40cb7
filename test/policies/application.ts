import { policiesOf } from './policies';
import type { Stage } from './stage';

/** The name that consumers on the workbench must have: the one whose metrics they may put. */
export async function applicationOf(stage: Stage): Promise<string> {
  for (const { statements } of await policiesOf(stage, stage.id('PipelineWorkbenchRole'))) {
    for (const { Condition } of statements) {
      const name = Condition?.StringEquals?.['cloudwatch:namespace'];
      if (typeof name === 'string') return name;
    }
  }
  throw new Error('the workbench may put no metrics: nothing says how its consumers are called');
}
