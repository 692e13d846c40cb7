import type { CloudFormationCustomResourceEvent, CloudFormationCustomResourceUpdateEvent } from 'aws-lambda';
import type { Application } from './application';
import { importNotes } from './note-import';
import { sameLocation, writeNote, type NoteStore } from './note-store';
import { onceAllowed } from './once-allowed';
import { runUntilRunning, stopUntilStopped } from './wait';
import type {
  S3Location, StudioLifecycleAnswer, StudioLifecycleRequest, StudioNoteProperties, StudioNoteResourceType,
} from '../../../src/studio/studio-lifecycle-config';
import type { RemainingTime } from '../shared/clock';
import { customResourceHandler, isCustomResourceEvent, type CustomResourceDependencies } from '../shared/cloudformation/custom-resource';

export interface StudioLifecycleDependencies extends CustomResourceDependencies {
  readonly application: Application;
  readonly notes: NoteStore;
  /** The notes to import; undefined where nobody asked for it. */
  readonly imports?: readonly S3Location[];
}

/** The service refuses to stop what is stopped or stops already. */
const STOPPED_SOON = new Set(['READY', 'STOPPING', 'FORCE_STOPPING', 'DELETING']);
/**
 * Where it only takes a stop by force, which does without the snapshot that a notebook does not have anyway: a schedule does not come by again
 * before the next day (https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_StopApplication.html).
 */
const STOPPED_BY_FORCE = new Set(['STARTING', 'UPDATING', 'AUTOSCALING']);
const NOTE: StudioNoteResourceType = 'Custom::StudioNote';

/**
 * Starts and stops the Studio application, writes its notes, and imports them.
 *
 * Called by a person or a schedule it asks the service and answers at once with the state the application is in then, commonly STARTING.
 * As a custom resource it waits: Create and Update succeed only when the application is RUNNING, Delete when it has stopped or is gone.
 */
export function createHandler(dependencies: StudioLifecycleDependencies) {
  const { application, clock } = dependencies;
  const answerRequest = customResourceHandler(async (event, time) => {
    if (event.ResourceType === NOTE) {await onceAllowed(async () => keepNote(event, dependencies.notes), clock, time);} else if (event.RequestType === 'Delete') {await stopUntilStopped(application, clock, time);} else {
      await runUntilRunning(application, clock, time);
      await importIfAsked(dependencies);
    }
  }, dependencies);

  return async (event: StudioLifecycleRequest | CloudFormationCustomResourceEvent, time: RemainingTime): Promise<StudioLifecycleAnswer | void> => {
    if (isCustomResourceEvent(event)) return answerRequest(event, time);
    const answer = await direct(event.action, dependencies);
    dependencies.log({ message: 'studio lifecycle', action: event.action, ...answer });
    return answer;
  };
}

async function keepNote(event: CloudFormationCustomResourceEvent, store: NoteStore): Promise<void> {
  const properties = noteProperties(event.ResourceProperties);
  if (event.RequestType === 'Delete') return store.remove(properties.Target);
  await writeNote(store, properties);
  if (event.RequestType === 'Update') {
    const { Target } = noteProperties(event.OldResourceProperties);
    if (!sameLocation(Target, properties.Target)) await store.remove(Target);
  }
}

function noteProperties({ Template, Target, Values }: CloudFormationCustomResourceUpdateEvent['OldResourceProperties']): StudioNoteProperties {
  return { Template, Target, Values };
}

/** How notes are imported is not documented by AWS, so a deployment does not fail by it: a person finds the notes in the bucket too. */
async function importIfAsked(dependencies: StudioLifecycleDependencies): Promise<void> {
  const { imports, log } = dependencies;
  if (imports === undefined) return;
  try {
    log({ message: 'notes imported', names: await importAll(dependencies, imports) });
  } catch (error) {
    log({ message: 'notes not imported', reason: error instanceof Error ? error.message : String(error) });
  }
}

async function importAll({ application, notes, fetch }: StudioLifecycleDependencies, imports: readonly S3Location[]): Promise<string[]> {
  const texts = await Promise.all(imports.map(async (location) => notes.read(location)));
  return importNotes(await application.url(), texts, fetch);
}

async function direct(action: StudioLifecycleRequest['action'], dependencies: StudioLifecycleDependencies): Promise<StudioLifecycleAnswer> {
  const { application, imports } = dependencies;
  const before = await statusOf(application);
  switch (action) {
    case 'status': return { applicationName: application.name, status: before };
    case 'start':
      if (before === 'RUNNING' || before === 'STARTING') return { applicationName: application.name, status: before };
      await application.start();
      break;
    case 'stop':
      if (STOPPED_SOON.has(before)) return { applicationName: application.name, status: before };
      await application.stop(STOPPED_BY_FORCE.has(before) || undefined);
      break;
    case 'import':
      if (imports === undefined) throw new Error('action is "import", but this notebook takes no notes: set importNotes of its construct and deploy');
      if (before !== 'RUNNING') throw new Error(`notes are imported into a running notebook, this one is ${before}: start it, and ask again when it is RUNNING`);
      return { applicationName: application.name, status: before, imported: await importAll(dependencies, imports) };
    default: throw new Error(`action is ${JSON.stringify(action)}, allowed are 'start', 'stop', 'status' and 'import'`);
  }
  return { applicationName: application.name, status: await statusOf(application) };
}

async function statusOf(application: Application): Promise<string> {
  const status = await application.status();
  if (status === undefined) throw new Error(`there is no application ${application.name}`);
  return status;
}
