import { Names, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct, IDependable } from 'constructs';
import { DeliveryAccess, deliveryStatements, objectArns } from './delivery-statements';
import { acknowledgeWildcard } from '../private/acknowledge-wildcard';
import { firehoseService } from '../private/firehose-service';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
const LONGEST_POLICY_NAME = 128;

/** What a delivery role is made from. */
export interface DeliveryRoleProps extends DeliveryAccess {
  readonly existingRole?: iam.IRole;
}

/** The role that Firehose assumes, with a policy that names each action and resource. */
export class DeliveryRole {
  public readonly role: iam.IRole;
  /** The same role, which aws-cdk-lib's grants leave as it is: they would allow far more than Firehose needs. */
  public readonly fixedRole: iam.IRole;
  /** What a delivery stream waits for, besides the role itself, so that it never starts without its permissions. */
  public readonly policies: IDependable[];

  constructor(scope: Construct, props: DeliveryRoleProps) {
    const statements = deliveryStatements(Stack.of(scope), props);
    let acknowledged: IConstruct | undefined;
    if (props.existingRole) {
      const { existingRole } = props;
      this.role = existingRole;
      this.fixedRole = iam.Role.fromRoleArn(scope, 'FixedRole', existingRole.roleArn, { mutable: false });
      if (Stack.of(existingRole) !== Stack.of(scope)) {
        // the role's own policy is in its stack, which would have to wait for this one, while this one waits for the role;
        // the name contains this stack's, as a policy of the same name from a third stack would replace this one in the role
        const policy = new iam.Policy(scope, 'Policy', { statements, policyName: Names.uniqueResourceName(scope, { maxLength: LONGEST_POLICY_NAME }) });
        existingRole.attachInlinePolicy(policy);
        this.policies = [policy];
        acknowledged = policy;
      } else {
        this.policies = statements.map((statement) => existingRole.addToPrincipalPolicy(statement).policyDependable ?? []).flat();
      }
    } else {
      const role = new iam.Role(scope, 'Role', {
        assumedBy: firehoseService(scope),
        inlinePolicies: { Delivery: new iam.PolicyDocument({ statements }) },
      });
      this.role = role;
      this.fixedRole = role.withoutPolicyUpdates();
      this.policies = [];
    }
    for (const objectArn of objectArns(props)) {
      acknowledgeWildcard(acknowledged ?? this.role, objectArn, 'Firehose names the objects that it writes under this prefix, so none has a name beforehand');
    }
  }
}
