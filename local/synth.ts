import { statSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from './deploy/synthesize';
import { messageOf } from './error-text';
import { DEFAULT_EXAMPLE, readExample } from './options/example';
import { PROJECT } from './places';
import { Cleanup } from './processes/cleanup';
import { endOnSignals } from './processes/signals';
import { UsageError } from './usage-error';

const MOST_RESOURCES = 120;
const MOST_KIBIBYTES = 130;

/** `npm run synth`: the example's cloud assembly, held to the template's budget. */
async function main(cleanup: Cleanup): Promise<void> {
  if (process.argv.length > 2) throw new UsageError(`npm run synth takes no arguments, received '${process.argv.slice(2).join(' ')}'`);
  const assembly = await synthesize(cleanup, readExample(DEFAULT_EXAMPLE), join(PROJECT, 'cdk.out'));
  const resources = Object.keys(assembly.template.Resources).length;
  const kibibytes = statSync(assembly.templateFile).size / 1024;
  console.log(`${assembly.templateFile}: ${resources} resources, ${kibibytes.toFixed(1)} KiB`);
  if (resources > MOST_RESOURCES || kibibytes > MOST_KIBIBYTES) {
    throw new UsageError(`the template is over its budget of ${MOST_RESOURCES} resources and ${MOST_KIBIBYTES} KiB`);
  }
}

const everything = new Cleanup();
endOnSignals(everything);
main(everything).catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
