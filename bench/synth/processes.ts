import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Measured } from './apps/measured';
import { PROJECT } from '../../local/places';
import { USE_NEWEST_CDK } from '../../test/tools/newest-cdk';

/** Which aws-cdk-lib an app is synthesized with: the oldest one that the package supports, or the newest, in its folder. */
export interface Cdk {
  readonly newest?: string;
}

/** Runs compiled apps, each in a process of its own. */
export class Apps {
  constructor(private readonly folder: string) {}

  public measure(app: string, { newest }: Cdk, ...args: string[]): Measured {
    const preload = newest === undefined ? [] : ['--require', USE_NEWEST_CDK];
    const output = execFileSync(process.execPath, [...preload, join(this.folder, `${app}.js`), ...args], {
      cwd: PROJECT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, NODE_OPTIONS: '', NEWEST_CDK: newest, CDK_OUTDIR: join(this.folder, 'cdk.out', app) },
    });
    const lastLine = output.trimEnd().split('\n').at(-1) ?? '';
    return JSON.parse(lastLine);
  }
}
