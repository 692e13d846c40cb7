import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { stackOf, VARIANTS } from '../pipeline/variants';

const MANIFEST = /^(manifest|.*\.assets)\.json$/;
/** What aws-cdk-lib writes, and the newest that the newest integ-runner reads; the two say the same of a stack. */
const WRITTEN_SCHEMA = '54.0.0';
const READ_SCHEMA = '53.0.0';

interface Artifact {
  /** Where constructs have their metadata, which is no part of a template and larger than it. */
  readonly additionalMetadataFile?: string;
}

interface Manifest {
  readonly version: string;
  readonly artifacts?: { readonly [id: string]: Artifact };
}

/** An app with one pipeline of the variant, for the integ-runner, with what `IntegTest` would write: that class is in an alpha module only. */
export function synthesizeForRunner(variant: keyof typeof VARIANTS): void {
  const app = new App({ treeMetadata: false, analyticsReporting: false });
  const { stackName } = stackOf(variant, app);
  const { directory } = app.synth();
  writeFileSync(join(directory, 'integ.json'), JSON.stringify({ version: READ_SCHEMA, testCases: { [variant]: { stacks: [stackName] } } }, undefined, 2));
  for (const name of readdirSync(directory).filter((file) => MANIFEST.test(file))) {
    const manifest: Manifest = JSON.parse(readFileSync(join(directory, name), 'utf8'));
    if (manifest.version !== WRITTEN_SCHEMA) {
      throw new Error(`${name} must have schema ${WRITTEN_SCHEMA}, got ${manifest.version}: see whether the integ-runner reads it as it is, and what the schema changed`);
    }
    writeFileSync(join(directory, name), JSON.stringify({ ...manifest, version: READ_SCHEMA, ...withoutMetadata(manifest) }, undefined, 2));
  }
}

function withoutMetadata({ artifacts }: Manifest): Pick<Manifest, 'artifacts'> {
  return artifacts ? {
    artifacts: Object.fromEntries(Object.entries(artifacts).map(([id, { additionalMetadataFile, ...artifact }]) => [id, artifact])),
  } : {};
}
