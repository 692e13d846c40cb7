import { IConstruct } from 'constructs';

/** How the options of a part are called by who writes them. */
export interface OptionNames {
  /** The property of the whole that holds the part's options, for example `delivery`. */
  readonly path: string;
  /** Options of the part that come from somewhere else, by their names in the part. */
  readonly renamed?: { readonly [property: string]: string };
}

const namesByScope = new WeakMap<IConstruct, Map<string, OptionNames>>();

/** Tells the part that is going to be defined in the scope under this id how its options are called there. */
export function nameOptions(scope: IConstruct, id: string, names: OptionNames): void {
  const parts = namesByScope.get(scope) ?? new Map<string, OptionNames>();
  namesByScope.set(scope, parts.set(id, names));
}

/** A problem that begins with a property of the construct, with that property as the person wrote it. */
export function asWritten(construct: IConstruct, problem: string): string {
  const { id, scope } = construct.node;
  const names = scope && namesByScope.get(scope)?.get(id);
  const [property] = /^\w+/.exec(problem) ?? [''];
  if (!names || property === '') {
    return problem;
  }
  return `${names.renamed?.[property] ?? `${names.path}.${property}`}${problem.slice(property.length)}`;
}
