import type { StackOutputs } from '../deploy/outputs';
import type { Clients } from '../emulator/clients';
import { noteStatements } from '../flink/note-statements';
import { getObject, listKeys } from '../read-back/bucket';

const PREFIX = 'studio-notes/';

/**
 * The statements of a note as the deployment has delivered it, names of streams and all.
 * @throws when the stack has not delivered exactly one note of that name.
 */
export async function deliveredStatements(clients: Clients, outputs: StackOutputs, note: string): Promise<string[]> {
  const bucket = outputs.get('DatasetBucketName');
  const keys = (await listKeys(clients, bucket, PREFIX)).filter((key) => key.endsWith(`/${note}.zpln`));
  if (keys.length !== 1) throw new Error(`${bucket} has ${keys.length} notes ${note}.zpln under ${PREFIX}, and the Studio runs one: correct studio.note in local-run.json`);
  const statements = noteStatements(Buffer.from(await getObject(clients, bucket, keys[0])).toString('utf8'));
  const inserts = statements.filter((statement) => /^INSERT\b/i.test(statement)).length;
  if (inserts !== 1) throw new Error(`note ${note} has ${inserts} INSERT statements: a note that runs by itself has one`);
  return statements;
}
