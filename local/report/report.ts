/** What a run of the demo found, as `--json` writes it. */
export interface Report {
  readonly ok: boolean;
  /** Why it is not ok. */
  readonly reasons?: readonly string[];
  readonly trips: LoadReport;
  readonly stream: { readonly records: number; readonly userRecords: number };
  readonly transform: { readonly invocations: number };
  readonly curated: { readonly records: number; readonly errors: number; readonly objects: number };
  /** `leftOut` says why, where there is no search on this machine. */
  readonly search: { readonly documents: number; readonly deadLetters: number } | { readonly leftOut: string };
  readonly resources: { readonly deployed: number; readonly stubbed: readonly string[] };
  readonly seconds: { readonly [step: string]: number };
}

/** What the load program says it did with the records. */
export interface LoadReport {
  readonly read: number;
  readonly rejected: number;
  readonly acknowledged: number;
  readonly failed: number;
}

/** @throws when the load program wrote something else than its four counts. */
export function readLoadReport(text: string, file: string): LoadReport {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined;
  }
  const given: { [name: string]: unknown } = { ...(typeof content === 'object' ? content : {}) };
  const problems: string[] = [];
  const count = (name: string): number => {
    const value = given[name];
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    problems.push(`${name} must be a count, received ${JSON.stringify(value)}`);
    return 0;
  };
  const report = { read: count('read'), rejected: count('rejected'), acknowledged: count('acknowledged'), failed: count('failed') };
  if (problems.length > 0) throw new Error(`the load program's report ${file} is not of the form {"read","rejected","acknowledged","failed"}: ${problems.join('; ')}`);
  return report;
}
