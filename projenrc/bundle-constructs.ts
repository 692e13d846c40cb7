import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const LIB = 'lib';
const MAIN = join(LIB, 'index.js');

/**
 * One `require` of aws-cdk-lib for the whole package, and its modules by the names that it gives them.
 *
 * Node looks the path up anew for every file that requires it, each time through the hundreds of entries of its exports.
 */
const REQUIRED_ONCE: Plugin = {
  name: 'required-once',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^(aws-cdk-lib|constructs)(\/[\w-]+)?$/ }, ({ path, namespace }) => (
      namespace === 'required-once' ? { path, external: true } : { path, namespace: 'required-once' }
    ));
    onLoad({ filter: /.*/, namespace: 'required-once' }, ({ path }) => {
      const [name, module] = path.split('/');
      return { contents: `module.exports = require('${name}')${module ? `.${module.replaceAll('-', '_')}` : ''};` };
    });
  },
};

/** Makes one file of what jsii compiled, so that an app reads and compiles one file, not two hundred; the declarations stay as they are. */
async function bundleConstructs(): Promise<void> {
  await build({
    entryPoints: [MAIN],
    outfile: MAIN,
    allowOverwrite: true,
    bundle: true,
    packages: 'external',
    plugins: [REQUIRED_ONCE],
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'none',
    // the declarations carry the docstrings; names stay, and lines stay short enough for a stack trace to point at something
    minifyWhitespace: true,
    lineLimit: 160,
    logLevel: 'warning',
    tsconfigRaw: {},
  });
  for (const source of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    const compiled = join(LIB, source.replace(/\.ts$/, '.js'));
    if (source.endsWith('.ts') && compiled !== MAIN) rmSync(compiled, { force: true });
  }
}

void bundleConstructs();
