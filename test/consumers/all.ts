import { ROOT, run } from './consumer';
import { javaConsumer } from './java';
import { npmConsumer } from './npm';
import { pythonConsumer } from './python';

/** Packs the package for each language and uses it as a stranger would. */
const consumers: { [language: string]: { task: string; use: () => void } } = {
  npm: { task: 'package:js', use: npmConsumer },
  Python: { task: 'package:python', use: pythonConsumer },
  Java: { task: 'package:java', use: javaConsumer },
};

for (const task of ['compile', 'build:runtime']) {
  run(ROOT, 'projen', [task]);
}
for (const [language, { task, use }] of Object.entries(consumers)) {
  console.log(`\n${language}: pack`);
  run(ROOT, 'projen', [task], { CI: '1' });
  console.log(`${language}: install in an empty project and synthesize`);
  use();
}
console.log(`\n${Object.keys(consumers).length} consumers synthesized a pipeline: ${Object.keys(consumers).join(', ')}`);
