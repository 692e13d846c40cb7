import { join } from 'node:path';
import type { Finding } from './finding';
import type { SynthesizedVariant } from './synthesized-variants';
import type { Cleanup } from '../../../local/processes/cleanup';
import { runCommand } from '../../../local/processes/command';

interface CheckovRecord {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
  readonly file_path: string;
}

interface CheckovReport {
  readonly summary: { readonly parsing_errors: number };
  readonly results: { readonly passed_checks: CheckovRecord[]; readonly failed_checks: CheckovRecord[]; readonly skipped_checks: CheckovRecord[] };
}

export interface CheckovFindings {
  readonly passed: readonly Finding[];
  readonly failed: readonly Finding[];
  /** Left out by the template itself, with a reason. */
  readonly skipped: readonly Finding[];
}

/** What checkov's CloudFormation checks say of each template below the folder. */
export async function checkov(
  cleanup: Cleanup, command: string, folder: string, variants: readonly SynthesizedVariant[],
): Promise<ReadonlyMap<string, CheckovFindings>> {
  const lines = await runCommand(cleanup, [
    command, '--directory', folder, '--framework', 'cloudformation', '--output', 'json', '--compact', '--soft-fail', '--skip-download',
  ]);
  const { summary, results }: CheckovReport = JSON.parse(lines.join('\n'));
  if (summary.parsing_errors > 0) throw new Error(`checkov could not read ${summary.parsing_errors} of the templates`);
  return new Map(variants.map(({ name, template }) => {
    const ofVariant = (records: readonly CheckovRecord[]) => records.filter((record) => join(folder, record.file_path) === template).map(toFinding);
    const findings = {
      passed: ofVariant(results.passed_checks), failed: ofVariant(results.failed_checks), skipped: ofVariant(results.skipped_checks),
    };
    if (findings.passed.length === 0) throw new Error(`checkov did not look at ${name}`);
    return [name, findings];
  }));
}

function toFinding({ check_id, check_name, resource }: CheckovRecord): Finding {
  return { rule: check_id, resource, message: check_name };
}
