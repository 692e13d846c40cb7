import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT, expectPipeline, inEmptyProject, run } from './consumer';

/** Compiles an empty Go module against the generated one and synthesizes a pipeline. */
export function goConsumer(): void {
  inEmptyProject('go', (folder) => {
    const generated = 'streaminganalyticspipeline';
    fs.cpSync(path.join(ROOT, 'dist', 'go', generated), path.join(folder, generated), { recursive: true });
    run(folder, 'go', ['mod', 'tidy']);
    run(folder, 'go', ['build', '-o', 'consumer', '.']);
    run(folder, path.join(folder, 'consumer'), [], { CDK_OUTDIR: path.join(folder, 'cdk.out') });
    expectPipeline(path.join(folder, 'cdk.out'));
  });
}
