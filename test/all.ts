import { Check, Outcome, commandCheck } from './checks/check';
import { unitTests } from './checks/unit-tests';

const tripsFile = process.env.TRIPS_FILE;

/** Later checks use what earlier ones built, so a failed build ends the run. */
const build: Check[] = [
  commandCheck('compile the constructs (jsii)', 'projen', ['compile']),
  commandCheck('bundle the producer and the functions', 'projen', ['build:runtime']),
];

const checks: Check[] = [
  commandCheck('API.md is the one of this code', 'tsx', ['test/checks/api-reference.ts']),
  commandCheck('types of tests, examples and the local run', 'tsc', ['--noEmit', '-p', 'tsconfig.dev.json']),
  commandCheck('lint', 'eslint', ['--ext', '.ts', 'src', 'runtime', 'local', 'examples/taxi', 'examples/producer', 'projenrc', 'test', 'bench', '.projenrc.ts'], {
    ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1',
  }),
  unitTests,
  commandCheck('two synths are identical and within budget', 'tsx', ['test/checks/synth-twice.ts']),
  commandCheck('a test touches every public property and method', 'tsx', ['test/checks/public-members.ts']),
  commandCheck('templates hold what auditors ask', 'tsx', ['test/checks/template/main.ts']),
  commandCheck('whole stacks are those of the snapshots', 'integ-runner', ['--config', 'test/integ/integ.config.json']),
  commandCheck('Flink and Zeppelin take what goes into a Studio', 'tsx', ['--tsconfig', 'tsconfig.dev.json', 'test/checks/studio/main.ts']),
  commandCheck('the package as published', 'tsx', ['test/checks/package.ts']),
  commandCheck('every IAM statement is needed, as the emulator enforces it', 'tsx', ['test/policies/main.ts']),
  commandCheck('readers in Python and Java read what the producer wrote', 'tsx', ['test/interoperation/all.ts']),
  commandCheck('samples of the workbench, against the emulator', 'tsx', ['test/samples/all.ts']),
  commandCheck('local run, compared with an independent oracle', 'tsx', ['test/local/end-to-end.ts', ...(tripsFile ? ['--trips', tripsFile] : [])]),
];

const consumers = commandCheck('npm, Python, Java and Go consumers', 'tsx', ['test/consumers/all.ts']);

async function main(): Promise<void> {
  const known = ['--consumers'];
  const unknown = process.argv.slice(2).filter((argument) => !known.includes(argument));
  if (unknown.length > 0) {
    throw new Error(`unknown option ${unknown.join(' ')}: allowed is ${known.join(', ')}`);
  }
  const selected = process.argv.includes('--consumers') ? [...checks, consumers] : checks;
  const failures: string[] = [];
  let passed = 0;
  let failed = 0;

  const run = async (check: Check): Promise<Outcome> => {
    console.log(`\n━━ ${check.name}`);
    const outcome = await check.run();
    passed += outcome.passed;
    failed += outcome.failed;
    if (outcome.failed > 0) {
      failures.push(`${check.name}: ${outcome.reason ?? `${outcome.failed} failed`}`);
    }
    return outcome;
  };

  for (const check of build) {
    if ((await run(check)).failed > 0) {
      break;
    }
  }
  if (failed === 0) {
    for (const check of selected) {
      await run(check);
    }
  }
  console.log(['', ...failures.map((failure) => `failed: ${failure}`), `${passed} passed, ${failed} failed`].join('\n'));
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();
