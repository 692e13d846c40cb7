import type { Finding, Findings } from './finding';
import type { SynthesizedVariant } from './synthesized-variants';
import type { Cleanup } from '../../../local/processes/cleanup';
import { runCommand } from '../../../local/processes/command';

interface Match {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: ReadonlyArray<string | number> | null };
}

/** What cfn-lint has against each template, in the Region that has every resource. */
export async function cfnLint(cleanup: Cleanup, command: string, variants: readonly SynthesizedVariant[]): Promise<Findings> {
  // errors, warnings and information end it with other codes than 0; what is no JSON is a failure of the linter itself
  const lines = await runCommand(cleanup, [
    command, '--regions', 'us-east-1', '--format', 'json', '--non-zero-exit-code', 'none', '--', ...variants.map(({ template }) => template),
  ]);
  const matches: readonly Match[] = JSON.parse(lines.join('\n'));
  return new Map(variants.map(({ name, template }) => [name, matches.filter(({ Filename }) => Filename === template).map(toFinding)]));
}

function toFinding({ Rule, Location, Message }: Match): Finding {
  return { rule: Rule.Id, resource: (Location.Path ?? []).join('.'), message: Message };
}
