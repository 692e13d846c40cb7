import { dirname, join } from 'node:path';
import { PROJECT, TOOLS } from '../../local/places';
import type { Cleanup } from '../../local/processes/cleanup';
import type { Advance } from '../../local/progress/progress';
import { installPython } from '../../local/tools/python-environment';

/** The commands of the linters. */
export interface TemplateLinters {
  readonly cfnLint: string;
  readonly checkov: string;
}

/** Installs cfn-lint and checkov. Done once: later runs find them. */
export async function installTemplateLinters(cleanup: Cleanup, advance: Advance): Promise<TemplateLinters> {
  const python = await installPython(cleanup, {
    name: 'check:template',
    folder: join(TOOLS, 'template-linters'),
    requirements: join(PROJECT, 'test', 'tools', 'template-linters', 'requirements.txt'),
    module: 'cfnlint, checkov',
  }, advance);
  return { cfnLint: join(dirname(python), 'cfn-lint'), checkov: join(dirname(python), 'checkov') };
}
