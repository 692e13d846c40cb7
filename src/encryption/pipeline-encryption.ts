import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** How a pipeline encrypts what it stores: one decision for all its parts. */
export abstract class PipelineEncryption {
  /**
   * Every part is encrypted with a key that its service manages. Costs nothing.
   */
  public static awsManaged(): PipelineEncryption {
    return new AwsManagedEncryption();
  }

  /**
   * Every part is encrypted with one customer managed key.
   *
   * @param key an existing key, whose policy must let `logs.<region>.amazonaws.com` use it; without one, the pipeline defines a key
   * that rotates once a year and is retained when the stack goes, unless the pipeline's `removalPolicy` is DESTROY
   */
  public static customerManaged(key?: kms.IKey): PipelineEncryption {
    return new CustomerManagedEncryption(key);
  }

  /**
   * The key for all parts, defined in the given scope if need be, and retained with the data unless that goes too; `undefined` where each service manages its own.
   *
   * @internal
   */
  public abstract _bind(scope: Construct, removalPolicy?: RemovalPolicy): kms.IKey | undefined;
}

class AwsManagedEncryption extends PipelineEncryption {
  public _bind(): undefined {
    return undefined;
  }
}

class CustomerManagedEncryption extends PipelineEncryption {
  constructor(private readonly key?: kms.IKey) {
    super();
  }

  public _bind(scope: Construct, removalPolicy?: RemovalPolicy): kms.IKey {
    return this.key ?? pipelineKey(scope, removalPolicy);
  }
}

function pipelineKey(scope: Construct, removalPolicy: RemovalPolicy = RemovalPolicy.RETAIN): kms.Key {
  const stack = Stack.of(scope);
  const key = new kms.Key(scope, 'Key', {
    description: `Everything that ${scope.node.path} stores`,
    enableKeyRotation: true,
    removalPolicy,
  });
  // The log groups are named by an ARN pattern: naming each would make the key wait for groups that wait for the key.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'LogGroupsOfThisAccount',
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    resources: ['*'],
    conditions: {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ service: 'logs', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME }) },
    },
  }));
  return key;
}
