import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteStackCommand, DescribeStacksCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { stackEvents } from './stack-events';
import type { Clients } from '../emulator/clients';
import type { Advance } from '../progress/progress';
import { listKeys } from '../read-back/bucket';

/** What became of a stack's resources. */
export interface Destroyed {
  readonly resources: number;
  /** Those that the template says are to be kept. */
  readonly retained: number;
  /** Objects that were in the buckets that are gone: a bucket goes only when something has emptied it. */
  readonly objectsDeleted: number;
}

/**
 * Deletes the stack, as `cdk destroy` does.
 * @throws with every resource that could not be deleted and why, such as a bucket that nothing has emptied.
 */
export async function destroyStack(clients: Clients, StackName: string, advance: Advance): Promise<Destroyed> {
  const { cloudFormation } = clients;
  const [stack] = (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks ?? [];
  const id = stack?.StackId ?? StackName;
  const { buckets, resources } = await contentsOf(clients, id);
  await cloudFormation.send(new DeleteStackCommand({ StackName: id }));
  for (;;) {
    const [now] = (await cloudFormation.send(new DescribeStacksCommand({ StackName: id }))).Stacks ?? [];
    const events = await stackEvents(clients, id);
    const idsWith = (status: string) => new Set(events.filter((event) => event.ResourceStatus === status).map((event) => event.LogicalResourceId));
    const [gone, skipped] = [idsWith('DELETE_COMPLETE'), idsWith('DELETE_SKIPPED')];
    advance(gone.size + skipped.size, resources);
    if (now === undefined || now.StackStatus === 'DELETE_COMPLETE') {
      const objectsDeleted = [...buckets].filter(([bucket]) => gone.has(bucket)).reduce((sum, [, objects]) => sum + objects, 0);
      return { resources: gone.size, retained: skipped.size, objectsDeleted };
    }
    if (now.StackStatus !== 'DELETE_IN_PROGRESS') {
      const failures = events
        .filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED')
        .map((event) => `${event.LogicalResourceId} (${event.ResourceType}): ${event.ResourceStatusReason}`);
      throw new Error(`stack ${StackName} is ${now.StackStatus}: ${failures.join('; ')}`);
    }
    await sleep(200);
  }
}

interface Contents {
  readonly resources: number;
  /** Objects in each bucket, by its logical id. */
  readonly buckets: ReadonlyMap<string, number>;
}

async function contentsOf(clients: Clients, StackName: string): Promise<Contents> {
  const buckets = new Map<string, number>();
  let resources = 0;
  for await (const page of paginateListStackResources({ client: clients.cloudFormation }, { StackName })) {
    for (const { ResourceType, LogicalResourceId: bucket = '', PhysicalResourceId: name = '' } of page.StackResourceSummaries ?? []) {
      resources++;
      if (ResourceType === 'AWS::S3::Bucket') buckets.set(bucket, (await listKeys(clients, name, '')).length);
    }
  }
  return { resources, buckets };
}
