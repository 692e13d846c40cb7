import { statSync } from 'node:fs';
import { App } from 'aws-cdk-lib';

/** What one synthesis cost and made: written for the process that asked for it. */
export interface Measured {
  /** CPU of the whole process, from its start to the end of the synthesis. */
  readonly cpuSeconds: number;
  /** The types of all resources, sorted. */
  readonly types: readonly string[];
  /** The templates together, as written. */
  readonly templateBytes: number;
}

/** Synthesizes and says what it took. */
export function measure(app: App): void {
  const assembly = app.synth();
  const { user, system } = process.cpuUsage();
  const types = assembly.stacks.flatMap(({ template }) => Object.values<{ Type: string }>(template.Resources ?? {}).map(({ Type }) => Type)).sort();
  const templateBytes = assembly.stacks.reduce((sum, { templateFullPath }) => sum + statSync(templateFullPath).size, 0);
  const measured: Measured = { cpuSeconds: (user + system) / 1e6, types, templateBytes };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}
