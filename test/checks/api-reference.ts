import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ROOT } from './check';

/** Fails when API.md is not what the compiled assembly says. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'api-reference-'));
try {
  const fresh = path.join(folder, 'API.md');
  execFileSync('jsii-docgen', ['-o', fresh], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  if (fs.readFileSync(fresh, 'utf8') !== fs.readFileSync(path.join(ROOT, 'API.md'), 'utf8')) {
    throw new Error('API.md does not describe this code: run npx projen docgen and commit API.md');
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
