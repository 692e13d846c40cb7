import { ROOT, run } from './consumer';
import { goConsumer } from './go';
import { javaConsumer } from './java';
import { npmConsumer } from './npm';
import { pythonConsumer } from './python';

/** Packs the package for each language and uses it as a stranger would. */
const consumers: { [language: string]: { pack: [command: string, ...args: string[]]; use: () => void } } = {
  npm: { pack: ['projen', 'package:js'], use: npmConsumer },
  Python: { pack: ['projen', 'package:python'], use: pythonConsumer },
  Java: { pack: ['projen', 'package:java'], use: javaConsumer },
  // compiled by the consumer only: see its go.mod
  Go: { pack: ['jsii-pacmak', '--target', 'go', '--code-only'], use: goConsumer },
};

for (const task of ['compile', 'build:runtime']) {
  run(ROOT, 'projen', [task]);
}
for (const [language, { pack: [command, ...args], use }] of Object.entries(consumers)) {
  console.log(`\n${language}: pack`);
  run(ROOT, command, args, { CI: '1' });
  console.log(`${language}: install in an empty project and synthesize`);
  use();
}
console.log(`\n${Object.keys(consumers).length} consumers synthesized a pipeline: ${Object.keys(consumers).join(', ')}`);
