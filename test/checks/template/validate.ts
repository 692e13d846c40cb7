import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Findings } from './finding';
import { PROJECT, projectPath } from '../../../local/places';
import type { Cleanup } from '../../../local/processes/cleanup';
import { runCommand } from '../../../local/processes/command';
import { USE_NEWEST_CDK } from '../../tools/newest-cdk';

const PLUGIN = 'CloudFormation Validate';

interface ValidationReport {
  readonly pluginReports: ReadonlyArray<{ readonly pluginName: string; readonly violations: readonly Violation[] }>;
}

interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly violatingConstructs: ReadonlyArray<{ readonly constructPath?: string; readonly cloudFormationResource?: { readonly logicalId: string } }>;
}

/**
 * What CloudFormation Validate finds, which aws-cdk-lib runs at every synthesis since versions above the oldest that the package supports:
 * so every variant is synthesized once more, with the newest.
 */
export async function cloudFormationValidate(cleanup: Cleanup, newestCdk: string, folder: string, names: readonly string[]): Promise<Findings> {
  await runCommand(cleanup, ['tsx', '--require', USE_NEWEST_CDK, join(__dirname, 'synthesize-all.ts'), folder], {
    cwd: PROJECT, environment: { ...process.env, PATH: projectPath(), NEWEST_CDK: newestCdk },
  });
  return new Map(names.map((name) => [name, findings(join(folder, name))]));
}

/** A plugin that found nothing is not in the report. */
function findings(assembly: string): Finding[] {
  const { pluginReports }: ValidationReport = JSON.parse(readFileSync(join(assembly, 'validation-report.json'), 'utf8'));
  const violations = pluginReports.filter(({ pluginName }) => pluginName === PLUGIN).flatMap((report) => report.violations);
  return violations.flatMap(({ ruleName, description, violatingConstructs }) =>
    violatingConstructs.map(({ constructPath, cloudFormationResource }) => (
      { rule: ruleName, resource: constructPath ?? cloudFormationResource?.logicalId ?? '', message: description }
    )));
}
