import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT, expectPipeline, inEmptyProject, run } from './consumer';

/** Compiles an empty Maven project against the Java package and synthesizes a pipeline. */
export function javaConsumer(): void {
  const repository = path.join(ROOT, 'dist', 'java');
  const artifact = path.join(repository, 'io', 'github', 'streaminganalytics', 'streaming-analytics-pipeline');
  const [version] = fs.readdirSync(artifact).filter((entry) => fs.statSync(path.join(artifact, entry)).isDirectory());
  inEmptyProject('java', (folder) => {
    const properties = [`-Dpipeline.version=${version}`, `-Dpipeline.repository=file://${repository}`];
    // a released version is never looked up twice, so a rebuilt one of the same number must not come from the local repository
    run(folder, 'mvn', ['-q', '-B', '-U', `-Dmaven.repo.local=${path.join(ROOT, '.local', 'consumer-m2')}`, ...properties, 'compile', 'exec:java'], {
      CDK_OUTDIR: path.join(folder, 'cdk.out'),
    });
    expectPipeline(path.join(folder, 'cdk.out'));
  });
}
