/** What a tool has against one resource of a template. */
export interface Finding {
  readonly rule: string;
  /** Logical id or construct path. */
  readonly resource: string;
  readonly message: string;
}

/** Findings by the name of the variant. */
export type Findings = ReadonlyMap<string, readonly Finding[]>;
