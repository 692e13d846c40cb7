import { Annotations, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { CustomerManagedOptions } from './customer-managed-options';
import { accountStatements, serviceStatements } from './key-statements';

/** How a pipeline encrypts what it stores: one decision for all its parts. */
export class PipelineEncryption {
  /**
   * Every part is encrypted with a key that its service manages. Costs nothing.
   */
  public static awsManaged(): PipelineEncryption {
    return new PipelineEncryption(false);
  }

  /**
   * Every part is encrypted with one customer managed key: streams, buckets, logs, domain, functions' environments, secrets and disks.
   * An SNS topic for alarms may use it too.
   *
   * Without a key of yours the pipeline defines one, which rotates once a year and is retained when the stack goes, unless the pipeline's
   * `removalPolicy` is DESTROY.
   */
  public static customerManaged(options: CustomerManagedOptions = {}): PipelineEncryption {
    return new PipelineEncryption(true, options.key);
  }

  private constructor(private readonly byOwner: boolean, private readonly key?: kms.IKey) {}

  /**
   * What the policy of an existing key must say so that pipelines in the stack of this scope can use it: none where each service manages its
   * own. They name the account and region of that stack, no resource, and are the same for every pipeline in it.
   *
   * @param scope the stack of the pipeline, or something in it
   */
  public requiredKeyStatements(scope: IConstruct): iam.PolicyStatement[] {
    const stack = Stack.of(scope);
    return this.byOwner ? [...serviceStatements(stack), ...accountStatements(stack)] : [];
  }

  /**
   * The key for all parts, defined in the given scope if need be, and retained with the data unless that goes too; `undefined` where each
   * service manages its own.
   *
   * @internal
   */
  public _bind(scope: Construct, removalPolicy?: RemovalPolicy): kms.IKey | undefined {
    if (!this.byOwner) {
      return undefined;
    }
    if (!this.key) {
      return pipelineKey(scope, removalPolicy);
    }
    for (const statement of this.requiredKeyStatements(scope)) {
      if (!this.key.addToResourcePolicy(statement, true).statementAdded) {
        warnOfKeyPolicy(scope);
        break;
      }
    }
    return this.key;
  }
}

/** Its policy lets the account decide by IAM, so that only services that act by themselves have to be named. */
function pipelineKey(scope: Construct, removalPolicy: RemovalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE): kms.Key {
  const key = new kms.Key(scope, 'Key', {
    description: `Everything that ${scope.node.path} stores`,
    enableKeyRotation: true,
    removalPolicy,
  });
  serviceStatements(Stack.of(scope)).forEach((statement) => key.addToResourcePolicy(statement));
  return key;
}

function warnOfKeyPolicy(scope: Construct): void {
  Annotations.of(scope).addWarningV2('streaming-analytics-pipeline:importedKeyPolicy',
    'the policy of an imported key cannot be changed from here: see to it that it contains what PipelineEncryption.requiredKeyStatements returns for '
    + 'this stack, since log groups are not even made without, then acknowledge this warning');
}
