import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT, expectPipeline, inEmptyProject, packaged, run } from './consumer';

/** Each way in which TypeScript resolves `streaming-analytics-pipeline/producer`. */
const RESOLUTIONS = ['node16', 'bundler', 'commonjs'];

/** Installs the npm package in an empty project, synthesizes a pipeline and type-checks the producer's subpath. */
export function npmConsumer(): void {
  const { devDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  inEmptyProject('npm', (folder) => {
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'consumer', version: '1.0.0', private: true }));
    const versions = ['aws-cdk-lib', 'constructs', 'typescript', '@types/node'].map((name) => `${name}@${devDependencies[name]}`);
    run(folder, 'npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', packaged('js', '.tgz'), ...versions]);
    run(folder, 'node', ['app.js'], { CDK_OUTDIR: path.join(folder, 'cdk.out') });
    expectPipeline(path.join(folder, 'cdk.out'));
    for (const resolution of RESOLUTIONS) {
      run(folder, path.join(folder, 'node_modules', '.bin', 'tsc'), ['-p', `tsconfig.${resolution}.json`]);
      console.log(`  the producer's types resolve under ${resolution}`);
    }
    run(folder, 'node', ['produce.js']);
  });
}
