import * as path from 'node:path';
import { expectPipeline, inEmptyProject, packaged, run } from './consumer';

/** Installs the Python wheel in an empty virtual environment and synthesizes a pipeline. */
export function pythonConsumer(): void {
  inEmptyProject('python', (folder) => {
    run(folder, 'python3', ['-m', 'venv', 'venv']);
    const python = path.join(folder, 'venv', 'bin', 'python');
    run(folder, python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', packaged('python', '.whl')]);
    run(folder, python, ['app.py'], { CDK_OUTDIR: path.join(folder, 'cdk.out') });
    expectPipeline(path.join(folder, 'cdk.out'));
  });
}
