/** Puts an object into a bucket; rejects when it is not stored. */
export type PutObject = (key: string, body: string) => Promise<void>;

/** An object, and what its caller knows it by. */
export interface ObjectToWrite<Id> {
  readonly id: Id;
  readonly key: string;
  readonly body: string;
}

const CONCURRENT_WRITES = 16;

/**
 * Writes objects, some at a time. Returns the ids of those that could not be stored, each with the name of its error.
 *
 * @param timeOver when nobody waits any more for what is not stored by then
 */
export async function writeObjects<Id>(
  objects: readonly ObjectToWrite<Id>[], putObject: PutObject, timeOver?: Promise<void>,
): Promise<Map<Id, string>> {
  const failed = new Map(objects.map(({ id }) => [id, 'TimeOver']));
  const pending = [...objects];
  const work = async () => {
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      const { id, key, body } = next;
      try {
        await putObject(key, body);
        failed.delete(id);
      } catch (error) {
        failed.set(id, error instanceof Error ? error.name : 'error');
      }
    }
  };
  const all = Promise.all(Array.from({ length: Math.min(CONCURRENT_WRITES, objects.length) }, work));
  await (timeOver === undefined ? all : Promise.race([all, timeOver]));
  pending.length = 0;
  // what is stored after this changes nothing any more
  return new Map(failed);
}
