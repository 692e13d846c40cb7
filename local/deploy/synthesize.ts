import { ACCOUNT, REGION, withoutAws } from '../emulator/account';
import type { Example } from '../options/example';
import { projectPath } from '../places';
import { type Assembly, readAssembly } from './assembly';
import type { Cleanup } from '../processes/cleanup';
import { runCommand } from '../processes/command';

/** What `cdk deploy -c NAME=VALUE` would give the app. */
export type AppContext = { readonly [name: string]: string };

/** Runs the example's app, which writes its cloud assembly to `folder`. */
export async function synthesize(cleanup: Cleanup, example: Example, folder: string, context: AppContext = {}): Promise<Assembly> {
  const environment = {
    ...withoutAws(process.env),
    PATH: projectPath(),
    CDK_OUTDIR: folder,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: REGION,
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  };
  if (example.prepare !== undefined) await runCommand(cleanup, example.prepare, { cwd: example.folder, environment });
  await runCommand(cleanup, example.app, { cwd: example.folder, environment });
  return readAssembly(folder, example.stack);
}
