import { Construct } from 'constructs';
import { nameOptions } from '../private/option-names';
import { ProblemsError } from '../private/problems';

/** One part that a pipeline defines, and what its user decided about it. */
export interface PartAttempt<P> {
  /** The property of the pipeline that holds the options, for example `insights.ingestion`. */
  readonly path: string;
  /** Id of the part. */
  readonly id: string;
  /** The options as the user gave them. */
  readonly options?: object;
  /** Where the user wrote what the part knows by another name, by that name. */
  readonly aliases?: { readonly [property: string]: string };
  readonly define: () => P;
  /** Makes the next `define` go without the options. */
  readonly forget: () => void;
}

/**
 * Collects what is wrong with the options of all parts, so that a person sees every problem of one props object at once.
 *
 * A part whose options are wrong is defined again without them, so that the parts that need it can be tried too. It never reaches a template,
 * since the pipeline throws in the end.
 */
export class PartProblems {
  private readonly found: string[] = [];

  constructor(private readonly scope: Construct) {}

  public add(problems: readonly string[]): void {
    for (const problem of problems) {
      if (!this.found.includes(problem)) {
        this.found.push(problem);
      }
    }
  }

  /** Defines the part, or a stand-in where its options are wrong. */
  public attempt<P>(part: PartAttempt<P>): P {
    nameOptions(this.scope, part.id, { path: part.path, renamed: part.aliases });
    try {
      return part.define();
    } catch (error) {
      this.collect(part, error);
    }
    this.scope.node.tryRemoveChild(part.id);
    part.forget();
    try {
      return part.define();
    } catch (error) {
      this.collect(part, error);
    }
    throw this.error();
  }

  public throwIfAny(): void {
    if (this.found.length > 0) {
      throw this.error();
    }
  }

  /** What no part collected may come of the stand-ins, so it counts only where there is none. */
  private collect(part: Pick<PartAttempt<unknown>, 'path' | 'options' | 'aliases'>, error: unknown): void {
    if (error instanceof ProblemsError) {
      this.add(error.problems.map((problem) => located(problem, part)));
    } else if (this.found.length === 0) {
      throw error;
    }
  }

  private error(): ProblemsError {
    return new ProblemsError(`StreamingAnalyticsPipeline ${this.scope.node.path}`, this.found);
  }
}

/**
 * The problem with the path of the property that it begins with, as the user wrote it, unless the part has named it so already.
 *
 * A word with a capital inside is a property for certain, a word without is one where the user set it; but a property of something else is none.
 */
function located(problem: string, { path, options, aliases = {} }: Pick<PartAttempt<unknown>, 'path' | 'options' | 'aliases'>): string {
  const [property = ''] = /^\w+/.exec(problem) ?? [];
  if ([`${path}.`, ...Object.values(aliases)].some((named) => problem.startsWith(named))) {
    return problem;
  }
  if (property in aliases) {
    return aliases[property] + problem.slice(property.length);
  }
  const isProperty = (/^[a-z]+[A-Z]/.test(property) || (options !== undefined && property in options)) && !problem.startsWith(`${property} of `);
  return isProperty ? `${path}.${problem}` : `${path}: ${problem}`;
}

