/** Tests of one file, or all of them. */
export interface TestsOfFile {
  /** The compiled test file. */
  readonly file: string;
  readonly names?: readonly string[];
}

/** What a worker is to do: run these tests, with one mutant switched on or with none. */
export interface Order {
  readonly mutant?: string;
  /** Whether the constructs are to be loaded anew. */
  readonly reload: boolean;
  readonly tests: readonly TestsOfFile[];
}

export interface TestResult {
  readonly name: string;
  readonly milliseconds: number;
  /** The mutants that the test came across. */
  readonly covers: readonly string[];
}

export interface FileResult {
  /** The compiled test file. */
  readonly file: string;
  readonly results: readonly TestResult[];
  /** The mutants that the file came across outside of its tests. */
  readonly covers: readonly string[];
}

/** What came of an order. */
export interface Answer {
  /** The first test that failed, with its error. */
  readonly failed?: string;
  readonly files: readonly FileResult[];
}
