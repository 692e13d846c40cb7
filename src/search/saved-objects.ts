interface SavedObject {
  readonly type: string;
  readonly id: string;
  readonly references: readonly { readonly type?: unknown; readonly id?: unknown }[];
}

/** What is wrong with the saved objects of a file, a JSON object on each line. */
export function savedObjectProblems(text: string): string[] {
  const problems: string[] = [];
  const objects = new Map<string, SavedObject>();
  text.split('\n').forEach((line, place) => {
    const parsed = line.trim() === '' ? 'nothing' : parse(line);
    if (parsed === 'nothing') {
      return;
    }
    if (parsed === undefined) {
      problems.push(`line ${place + 1} must be a saved object with type, id and attributes, got ${JSON.stringify(line.slice(0, 60))}: export it from Dashboards`);
      return;
    }
    const name = nameOf(parsed);
    if (objects.has(name)) {
      problems.push(`line ${place + 1} must be another object than those before, got ${name} again: leave one out`);
    }
    objects.set(name, parsed);
  });
  if (objects.size === 0 && problems.length === 0) {
    problems.push('file must have at least one saved object, got none: export it from Dashboards');
  }
  for (const [name, { references }] of objects) {
    for (const reference of references.filter((one) => !objects.has(nameOf(one)))) {
      problems.push(`${name} must refer to objects of the file, got ${nameOf(reference)}: export it with its related objects`);
    }
  }
  return problems;
}

/** Undefined for what is no saved object; the last line of an export only counts. */
function parse(line: string): SavedObject | 'nothing' | undefined {
  const value = objectIn(line);
  if (value === undefined) {
    return undefined;
  }
  if ('exportedCount' in value) {
    return 'nothing';
  }
  const { type, id, attributes, references = [] } = value;
  const isOne = typeof type === 'string' && typeof id === 'string' && typeof attributes === 'object' && attributes !== null && Array.isArray(references);
  return isOne ? { type, id, references } : undefined;
}

function objectIn(line: string): { type?: unknown; id?: unknown; attributes?: unknown; references?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function nameOf({ type, id }: { readonly type?: unknown; readonly id?: unknown }): string {
  return `${type}/${id}`;
}
