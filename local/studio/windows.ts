/** How many records each window holds, by the id of its record. */
export type Windows = ReadonlyMap<string, number>;

const MOST_NAMED = 3;

/** @throws when the text is not a JSON object of counts. */
export function readWindows(text: string, file: string): Windows {
  const content: unknown = JSON.parse(text);
  const windows = new Map(Object.entries(typeof content === 'object' && content !== null ? content : {}));
  const wrong = [...windows].filter(([, count]) => !Number.isSafeInteger(count) || count < 1);
  if (windows.size === 0 || wrong.length > 0) {
    throw new Error(`${file} must hold {"WINDOW ID": COUNT}, received ${wrong.length > 0 ? JSON.stringify(wrong[0]) : 'no window'}`);
  }
  return windows;
}

/** Records in all windows. */
export function sumOf(windows: Windows): number {
  return [...windows.values()].reduce((sum, count) => sum + count, 0);
}

/** What is wrong with the windows found in a place; nothing when each is there with its count, and no other. */
export function judgeWindows(place: string, expected: Windows, found: Windows): string[] {
  const wrong = [
    ...[...expected].filter(([id, count]) => found.get(id) !== count).map(([id, count]) => `${id} holds ${found.get(id) ?? 'nothing'} instead of ${count}`),
    ...[...found.keys()].filter((id) => !expected.has(id)).map((id) => `${id} is not in the input`),
  ];
  if (wrong.length === 0) return [];
  return [`${wrong.length} windows in ${place} are wrong: ${wrong.slice(0, MOST_NAMED).join(', ')}${wrong.length > MOST_NAMED ? ' and others' : ''}`];
}
