import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../usage-error';

/** One stack of a cloud assembly, as the CDK wrote it. */
export interface Assembly {
  readonly folder: string;
  readonly stack: string;
  readonly templateFile: string;
  readonly template: Template;
  readonly assets: readonly FileAsset[];
  /** Where the template lies once the assets are published: `s3://bucket/key`. */
  readonly templateUrl: string;
}

export interface Template {
  readonly Resources: { readonly [id: string]: { readonly Type: string } };
  readonly Parameters?: { readonly [name: string]: { readonly Type: string; readonly Default?: string } };
}

export interface FileAsset {
  readonly source: { readonly path: string; readonly packaging: 'zip' | 'file' };
  readonly destinations: { readonly [id: string]: { readonly bucketName: string; readonly objectKey: string } };
}

interface Manifest {
  readonly artifacts?: { readonly [id: string]: Artifact };
  readonly missing?: ReadonlyArray<{ readonly key: string }>;
}

interface Artifact {
  readonly type: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly stackTemplateAssetObjectUrl?: string;
    readonly file?: string;
  };
}

/**
 * Reads a cloud assembly.
 * @throws UsageError when the app wrote none, the stack is not in it, or it waits for look-ups in an account.
 */
export function readAssembly(folder: string, stack: string): Assembly {
  const manifestFile = join(folder, 'manifest.json');
  if (!existsSync(manifestFile)) throw new UsageError(`the app wrote no cloud assembly to ${folder}: it must take its output folder from CDK_OUTDIR`);
  const manifest: Manifest = readJson(manifestFile);
  const stacks = Object.entries(manifest.artifacts ?? {}).filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack');
  const [, found] = stacks.find(([id, artifact]) => id === stack || artifact.properties?.stackName === stack) ?? [];
  if (found === undefined) {
    throw new UsageError(`the app has no stack '${stack}': it has ${stacks.map(([id]) => `'${id}'`).join(', ') || 'none'}; correct stack in local-run.json`);
  }
  if (manifest.missing !== undefined && manifest.missing.length > 0) {
    throw new UsageError(`the app looks up ${manifest.missing.map(({ key }) => key).join(', ')} in an AWS account: give it fixed values`);
  }
  const { templateFile = '', stackTemplateAssetObjectUrl = '' } = found.properties ?? {};
  const assets = (found.dependencies ?? []).flatMap((id) => {
    const file = manifest.artifacts?.[id]?.properties?.file;
    if (file === undefined) return [];
    const listed: { readonly files?: { readonly [hash: string]: FileAsset } } = readJson(join(folder, file));
    return Object.values(listed.files ?? {});
  });
  return {
    folder,
    stack,
    templateFile: join(folder, templateFile),
    template: readJson(join(folder, templateFile)),
    assets,
    templateUrl: stackTemplateAssetObjectUrl,
  };
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8'));
}
