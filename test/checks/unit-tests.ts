import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Check, Outcome, runCommand } from './check';

/** Every jest test; each counts as one. */
export const unitTests: Check = {
  name: 'unit tests',
  async run(): Promise<Outcome> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unit-tests-'));
    const report = path.join(folder, 'report.json');
    try {
      const { code } = await runCommand('jest', ['--ci', '--json', `--outputFile=${report}`]);
      const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests } = JSON.parse(fs.readFileSync(report, 'utf8'));
      const failed = numFailedTests + numRuntimeErrorTestSuites + numPendingTests;
      // jest also fails for what is no test's fault, such as an obsolete snapshot
      return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, reason: code === 0 ? undefined : `jest exited with ${code}` };
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
};
