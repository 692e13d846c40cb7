import { Construct } from 'constructs';
import { checkCloud9, cloud9Environment } from './cloud9-environment';
import { Cloud9Options } from './cloud9-options';
import { checkSessionManager, sessionManagerInstance } from './session-manager-instance';
import { SessionManagerOptions } from './session-manager-options';
import type { WorkbenchParts, WorkbenchPlace } from './workbench-parts';
import type { Problems } from '../private/problems';

/** Where a person works on the pipeline's data from inside the account. */
export class Workbench {
  /**
   * A Cloud9 environment that is connected through Systems Manager, without ingress.
   *
   * Cloud9 takes no new customers: it works in accounts that used it before July 2024.
   */
  public static cloud9(options: Cloud9Options): Workbench {
    return new Workbench({
      joinsSecurityGroup: false,
      check: (problems) => checkCloud9(problems, options),
      define: (scope, place) => cloud9Environment(scope, place, options),
    });
  }

  /** An EC2 instance with Amazon Linux 2023 that is reached by Session Manager, without ingress and without a key pair. */
  public static sessionManager(options: SessionManagerOptions = {}): Workbench {
    return new Workbench({
      joinsSecurityGroup: true,
      check: (problems) => checkSessionManager(problems, options),
      define: (scope, place) => sessionManagerInstance(scope, place, options),
    });
  }

  /** @internal */
  public readonly _kind: WorkbenchKind;

  private constructor(kind: WorkbenchKind) {
    this._kind = kind;
  }
}

interface WorkbenchKind {
  /** Whether its instance can be put into a security group; Cloud9 makes one of its own. */
  readonly joinsSecurityGroup: boolean;
  readonly check: (problems: Problems) => void;
  readonly define: (scope: Construct, place: WorkbenchPlace) => WorkbenchParts;
}
