import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { stackOf, VARIANTS } from '../../pipeline/variants';

/** A stack as every tool must find fault with: what does not report it does not look. */
export const PLANTED = 'planted-faults';

export interface SynthesizedVariant {
  readonly name: string;
  readonly stack: Stack;
  /** The folder of its cloud assembly. */
  readonly assembly: string;
  readonly template: string;
}

/** Synthesizes every variant, and a stack of planted faults, each into a folder of its own. */
export function synthesizeVariants(folder: string): SynthesizedVariant[] {
  const variants = Object.keys(VARIANTS).map((variant) => synthesize(folder, variant.replaceAll(' ', '-'), (app) => stackOf(variant, app)));
  return [...variants, synthesize(folder, PLANTED, plantFaults)];
}

function synthesize(folder: string, name: string, define: (app: App) => Stack): SynthesizedVariant {
  const outdir = join(folder, name);
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  const stack = define(app);
  const assembly = app.synth();
  return { name, stack, assembly: assembly.directory, template: assembly.getStackArtifact(stack.artifactId).templateFullPath };
}

function plantFaults(app: App): Stack {
  const stack = new Stack(app, 'Stack');
  new s3.CfnBucket(stack, 'UnencryptedPublicBucket', { accessControl: 'PublicRead' });
  new kinesis.CfnStream(stack, 'StreamWithoutShards', { shardCount: 0 });
  return stack;
}
