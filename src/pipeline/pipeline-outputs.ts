import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** A value that a person needs next, with what it is good for. */
export interface PipelineOutput {
  readonly name: string;
  readonly description: string;
  /** Absent where the part is left out. */
  readonly value?: string;
}

/** Makes each value that is there an output of the stack. */
export class PipelineOutputs extends Construct {
  constructor(scope: Construct, id: string, outputs: PipelineOutput[]) {
    super(scope, id);
    for (const { name, description, value } of outputs) {
      if (value !== undefined) {
        new CfnOutput(this, name, { description, value });
      }
    }
  }
}
