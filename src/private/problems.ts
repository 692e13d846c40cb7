import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { asWritten } from './option-names';

/** What is wrong with a construct's props, as one error, with each problem on its own for who composes constructs. */
export class ProblemsError extends Error {
  constructor(subject: string, public readonly problems: readonly string[]) {
    super(problems.length === 1
      ? `${subject}: ${problems[0]}`
      : `${subject} has ${problems.length} problems:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/**
 * Collects what is wrong with a construct's props, so that a person sees every problem at once.
 *
 * Each problem begins with the property, and names the value received, what is allowed and what to change. Where a construct is given that is a
 * part of another one, the property is named by its path in the options of that.
 */
export class Problems {
  private readonly found: string[] = [];

  constructor(private readonly subject: string, private readonly construct?: IConstruct) {}

  public add(problem: string): void {
    this.found.push(this.construct ? asWritten(this.construct, problem) : problem);
  }

  /** A problem when the condition holds. */
  public when(condition: boolean, problem: string): void {
    if (condition) {
      this.add(problem);
    }
  }

  /** A problem when a number is no integer or out of range. Tokens and absent values pass. */
  public integer(property: string, value: number | undefined, range: { readonly min: number; readonly max: number; readonly hint?: string }): void {
    if (value === undefined || Token.isUnresolved(value)) {
      return;
    }
    if (!Number.isInteger(value) || value < range.min || value > range.max) {
      const hint = range.hint ? `: ${range.hint}` : '';
      this.add(`${property} must be an integer between ${range.min} and ${range.max}, got ${value}${hint}`);
    }
  }

  /** A problem when a value is only known at deployment. */
  public known(property: string, value: number | string | undefined, reason: string): void {
    this.when(Token.isUnresolved(value), `${property} must be known when the app is synthesized, got a token: ${reason}`);
  }

  /** A problem when a property that cannot go with an existing resource is set. */
  public notTogether(existing: string, properties: { readonly [property: string]: unknown }): void {
    const set = Object.keys(properties).filter((property) => properties[property] !== undefined);
    if (set.length > 0) {
      this.add(`${existing} takes a resource as it is, so ${set.join(', ')} cannot be set with it: leave out one or the other`);
    }
  }

  /**
   * @throws ProblemsError when anything was collected, with all of it in one message
   */
  public throwIfAny(): void {
    if (this.found.length > 0) {
      throw new ProblemsError(this.subject, this.found);
    }
  }
}
