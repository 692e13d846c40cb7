/** How the Studio of an example is run: `studio` in its `local-run.json`. */
export interface StudioRun {
  /** File of the note to run, without `.zpln`, as the deployment names it. */
  readonly note: string;
  /** Command that writes the cloud assembly for such a run. */
  readonly app: readonly string[];
  /** Command that puts the records so that none comes after its window has closed. */
  readonly load: readonly string[];
  /** Command that counts in the input what the note is to find: `{"WINDOW ID": COUNT}` in the file that `--report` names. */
  readonly expect: readonly string[];
  /** Index that the note's insights end in. */
  readonly index: string;
  /** Field of an insight that is the window's id. */
  readonly id: string;
  /** Field of an insight that says how many records the window holds. */
  readonly count: string;
}

export const STUDIO_SHAPE = '"studio": {"note": "NAME", "app": ["COMMAND"], "load": ["COMMAND"], "expect": ["COMMAND"], "index": "NAME", "id": "FIELD", "count": "FIELD"}';

/**
 * Reads `studio`.
 * @param problem told of everything that is wrong.
 */
export function readStudioRun(value: unknown, problem: (text: string) => void): StudioRun {
  const given: { [name: string]: unknown } = { ...(typeof value === 'object' ? value : {}) };
  const { note, app, load, expect, index, id, count, ...unknown } = given;
  const word = (name: string, text: unknown): string => {
    if (typeof text === 'string' && text !== '') return text;
    problem(`studio.${name} must be a text, received ${JSON.stringify(text)}`);
    return '';
  };
  for (const name of Object.keys(unknown)) problem(`studio.${name} is not known: allowed are note, app, load, expect, index, id, count`);
  return {
    note: word('note', note),
    app: commandOf('studio.app', app, problem),
    load: commandOf('studio.load', load, problem),
    expect: commandOf('studio.expect', expect, problem),
    index: word('index', index),
    id: word('id', id),
    count: word('count', count),
  };
}

/** A command as a list of words. */
export function commandOf(name: string, value: unknown, problem: (text: string) => void): string[] {
  if (Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === 'string')) return value;
  problem(`${name} must be a command as a list of words, received ${JSON.stringify(value)}`);
  return [];
}
