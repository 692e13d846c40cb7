/** Names of the outputs that a pipeline gives its stack, as far as the local run reads them. */
const NAMES = [
  'CuratedBucketName', 'DashboardsUrl', 'DatasetBucketName', 'DeliveryStreamName', 'GlueDatabaseName', 'IndexerFunctionArn',
  'InsightsStreamName', 'SearchEndpoint', 'SearchIndex', 'StreamName', 'StudioApplicationName', 'StudioLifecycleFunctionArn',
  'StudioNotes', 'StudioUrl', 'TransformFunctionArn', 'WorkbenchUrl',
] as const;

export type OutputName = typeof NAMES[number];

/** Outputs of a stack, by name. A logical id is the construct's path, the name, and eight characters of a hash. */
export class StackOutputs {
  private readonly values = new Map<OutputName, string>();

  /** @throws when two outputs have the same name: the local run feeds one pipeline. */
  constructor(private readonly outputs: ReadonlyArray<{ readonly OutputKey?: string; readonly OutputValue?: string }>) {
    for (const { OutputKey = '', OutputValue = '' } of outputs) {
      const name = nameOf(OutputKey);
      if (name === undefined) continue;
      if (this.values.has(name)) throw new Error(`the stack has several outputs ${name}: the local run feeds a stack with one pipeline`);
      this.values.set(name, OutputValue);
    }
  }

  /** @returns the value, or undefined when the pipeline leaves that part out. */
  public find(name: OutputName): string | undefined {
    return this.values.get(name);
  }

  /** @throws when the stack has no such output. */
  public get(name: OutputName): string {
    const value = this.find(name);
    if (value === undefined) {
      throw new Error(`the stack has no output ${name}: it has ${this.outputs.map(({ OutputKey }) => OutputKey).join(', ') || 'none'}`);
    }
    return value;
  }
}

/** The longest name that the id ends with: `…DeliveryStreamName1A2B3C4D` is not `StreamName`. */
function nameOf(logicalId: string): OutputName | undefined {
  const matches = NAMES.filter((name) => new RegExp(`${name}([0-9A-F]{8})?$`).test(logicalId));
  return matches.sort((one, other) => other.length - one.length)[0];
}
