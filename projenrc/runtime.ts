import type { awscdk } from 'projen';

/** The functions that run inside the pipeline; each becomes one folder of `lib/functions`. */
const FUNCTIONS = ['transform', 'indexer', 'search-bootstrap', 'studio-lifecycle'];

/** Lambda puts its SDK where `require` finds it and `import()` does not, so what is loaded only when it is needed is required too. */
const LAMBDA = '--external:@aws-sdk/* --supported:dynamic-import=false';

/** The package's commands; each becomes one file of `lib/commands`. */
export const COMMANDS = ['produce', 'capacity'];

/** Names are kept, so that stack traces and error names stay readable; module builds of dependencies leave out what is not used. */
const ESBUILD = 'esbuild --bundle --platform=node --target=node20 --format=cjs --minify --keep-names --main-fields=module,main --legal-comments=none --log-level=warning';

/** Type-checks and bundles what runs (producer, functions) into `lib/`; jsii never sees it. */
export function bundleRuntime(project: awscdk.AwsCdkConstructLibrary): void {
  const bundle = project.addTask('build:runtime', {
    description: 'Type-check and bundle the producer, its commands and the functions into lib/',
    steps: [
      { exec: 'tsc -p runtime/tsconfig.json' },
      { exec: 'tsc -p runtime/tsconfig.producer.json' },
      { exec: 'tsx projenrc/prune-declarations.ts' },
      { exec: `${ESBUILD} runtime/producer/index.ts runtime/consumer/index.ts --outbase=runtime --outdir=lib` },
      // the package finds its own producer by its name, so that the AWS SDK is bundled once only
      { exec: `${ESBUILD} runtime/producer/producer-thread.ts --external:streaming-analytics-pipeline --outdir=lib/producer` },
      {
        exec: `${ESBUILD.replace(' --keep-names', '')} ${COMMANDS.map((name) => `runtime/commands/${name}.ts`).join(' ')} --external:streaming-analytics-pipeline --outdir=lib/commands`,
      },
      { exec: 'node -e "fs.cpSync(\'samples\', \'lib/samples\', { recursive: true })"' },
      { exec: `${ESBUILD.replace('cjs', 'esm')} runtime/kpl-format/index.ts --outfile=lib/samples/kpl-format.mjs` },
      { exec: `${ESBUILD} ${FUNCTIONS.map((name) => `runtime/functions/${name}/index.ts`).join(' ')} ${LAMBDA} --outbase=runtime/functions --outdir=lib/functions` },
    ],
  });
  // binary formats and MD5 are made of bits
  project.eslint?.addOverride({
    files: ['runtime/kpl-format/**/*.ts', 'runtime/producer/**/*.ts', 'test/runtime/kpl-format/**/*.ts', 'test/runtime/producer/**/*.ts', 'test/fuzz/**/*.ts'],
    rules: { 'no-bitwise': 'off' },
  });
  project.postCompileTask.prependSpawn(bundle);
  project.compileTask.reset('jsii --fail-on-warnings --compress-assembly');
  project.compileTask.exec('tsx projenrc/bundle-constructs.ts');
}
