import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import type { StackOutputs } from '../../local/deploy/outputs';
import { ACCOUNT, REGION } from '../../local/emulator/account';
import { type Clients, makeClients } from '../../local/emulator/clients';
import { asRole } from '../../local/emulator/roles';

/** What a step may speak to. */
export interface Actor extends Clients {
  readonly dynamoDB: DynamoDBClient;
  readonly iam: IAMClient;
  readonly logs: CloudWatchLogsClient;
}

/** A deployed stack, and who may act on it. */
export class Stage {
  public static async of(endpoint: string, stack: string, outputs: StackOutputs): Promise<Stage> {
    const root = actorOf(makeClients(endpoint), endpoint);
    const ids = new Map<string, string>();
    for await (const page of paginateListStackResources({ client: root.cloudFormation }, { StackName: stack })) {
      for (const { LogicalResourceId = '', PhysicalResourceId = '' } of page.StackResourceSummaries ?? []) {
        ids.set(withoutHash(LogicalResourceId), PhysicalResourceId);
      }
    }
    return new Stage(endpoint, root, outputs, ids);
  }

  private sessions = 0;

  private constructor(
    private readonly endpoint: string,
    /** The account's root: may do everything. */
    public readonly root: Actor,
    public readonly outputs: StackOutputs,
    private readonly ids: ReadonlyMap<string, string>,
  ) {}

  /** Physical id of a resource by its logical id without the hash. */
  public id(logicalId: string): string {
    const id = this.ids.get(logicalId);
    if (id === undefined) throw new Error(`the stack has no ${logicalId}: it has ${[...this.ids.keys()].join(', ')}`);
    return id;
  }

  /** Lets the root take on a role that only a service of its own account may take on: whom a role trusts is not what is tried here. */
  public async letRootAssume(RoleName: string): Promise<void> {
    const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await this.root.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  }

  /** The role, with credentials of their own. */
  public as(roleName: string): Actor {
    const actAs = asRole(this.root, this.endpoint, `session-${++this.sessions}`);
    return actorOf(actAs(`arn:aws:iam::${ACCOUNT}:role/${roleName}`), this.endpoint);
  }
}

/** Logical ids end with eight characters of a hash; and so may the name of a policy. */
export function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

function actorOf(clients: Clients, endpoint: string): Actor {
  const configuration = { endpoint, region: REGION, credentials: clients.s3.config.credentials };
  return {
    ...clients,
    dynamoDB: new DynamoDBClient(configuration),
    iam: new IAMClient(configuration),
    logs: new CloudWatchLogsClient(configuration),
  };
}
