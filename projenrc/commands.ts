import type { awscdk } from 'projen';

/** What commands use of the package as it is published; it is built each time, so that none ever judges what was built before a change. */
const BUILT_FIRST: Record<string, string[]> = {
  'check:template': ['build:runtime'],
  'check:snapshots': ['build:runtime'],
  'bench:cost': ['build:runtime'],
  'bench:synth': ['compile', 'build:runtime'],
  'mutation': ['build:runtime'],
  'samples': ['build:runtime'],
};

/** The commands a person types. Each first installs and builds what a fresh clone lacks. */
export function defineCommands(project: awscdk.AwsCdkConstructLibrary): void {
  const commands: Record<string, string> = {
    'test': 'tsx test/all.ts',
    'demo': 'tsx local/demo.ts',
    'synth': 'tsx local/synth.ts',
    'consumers': 'tsx test/consumers/all.ts',
    'check:template': 'tsx test/checks/template/main.ts',
    'check:snapshots': 'integ-runner --config test/integ/integ.config.json',
    'check:policies': 'tsx test/policies/main.ts',
    'studio:check': 'tsx --tsconfig tsconfig.dev.json test/checks/studio/main.ts',
    'bench:cost': 'tsx bench/idle-cost/main.ts',
    'bench:synth': 'tsx bench/synth/main.ts',
    'mutation': 'tsx bench/mutation/main.ts',
    'bench:producer': 'tsx bench/producer/comparison/main.ts',
    'bench:compression': 'tsx bench/producer/compression/main.ts',
    'faults:producer': 'tsx bench/producer/faults/main.ts',
    'interoperation': 'tsx test/interoperation/all.ts',
    'fuzz:decoder': 'tsx test/fuzz/main.ts',
    'samples': 'tsx test/samples/all.ts',
    'bench:functions': 'tsx bench/functions/main.ts',
    'fuzz:functions': 'tsx test/fuzz/functions/main.ts',
  };
  // npx projen test, as in the build workflow, checks the same as npm test
  project.testTask.reset('tsx test/all.ts', { receiveArgs: true });
  // slow, and for Maven: what no test of npm test compiles
  project.buildWorkflow?.addPostBuildSteps({ name: 'Samples of the workbench', run: 'npm run samples' });
  for (const [name, run] of Object.entries(commands)) {
    const tasks = (BUILT_FIRST[name] ?? []).map((task) => `--task=${task} `).join('');
    project.package.setScript(name, `node local/with-install.cjs ${tasks}${run}`);
  }
}
