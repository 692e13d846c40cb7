import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { HELD_STATEMENTS, TRUSTED_SERVICES } from './held';
import { actionsOf, policiesOf, trustedBy } from './policies';
import { Stage, withoutHash } from './stage';
import { isAllowed, type Step } from './step';
import { DELIVERY_STEPS } from './steps/delivery';
import { SEARCH_STEPS } from './steps/search';
import { STUDIO_STEPS } from './steps/studio';
import { WORKBENCH_STEPS } from './steps/workbench';
import { isHeld, takeAway } from './take-away';
import type { Assembly } from '../../local/deploy/assembly';
import { publishAssets } from '../../local/deploy/assets';
import { createStack } from '../../local/deploy/stack';
import { synthesize } from '../../local/deploy/synthesize';
import { makeClients } from '../../local/emulator/clients';
import { startEmulator } from '../../local/emulator/emulator';
import { DEFAULT_EXAMPLE, readExample } from '../../local/options/example';
import { makeRunFolder } from '../../local/places';
import type { Cleanup } from '../../local/processes/cleanup';
import { runToEnd } from '../../local/processes/run-to-end';
import { EMULATOR } from '../../local/tools/emulator';
import { installPython } from '../../local/tools/python-environment';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const STEPS: readonly Step[] = [...DELIVERY_STEPS, ...SEARCH_STEPS, ...STUDIO_STEPS, ...WORKBENCH_STEPS];

type Check = (holds: boolean, what: string) => void;

/**
 * Shows that every statement of every role is needed. Those that the emulator enforces are taken away one at a time, and a named step fails;
 * the others are AWS's, word for word.
 */
async function main(cleanup: Cleanup): Promise<boolean> {
  const folder = makeRunFolder();
  cleanup.add('the folder of this run', () => rmSync(folder, { recursive: true, force: true }));
  const python = await installPython(cleanup, EMULATOR, () => undefined);
  const assembly = await synthesize(cleanup, readExample(DEFAULT_EXAMPLE), join(folder, 'cdk.out'));
  const stage = await deploy(cleanup, python, assembly, folder);
  const roles = Object.entries(assembly.template.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role').map(([id]) => withoutHash(id));
  const failures: string[] = [];
  const check: Check = (holds, what) => {
    if (holds) return;
    failures.push(what);
    console.error(`✗ ${what}`);
  };

  for (const role of roles) {
    const trusted = (await trustedBy(stage, stage.id(role))).join();
    check(trusted === TRUSTED_SERVICES[role], `${role} trusts ${trusted}, TRUSTED_SERVICES in test/policies/held.ts names ${TRUSTED_SERVICES[role]}`);
    await stage.letRootAssume(stage.id(role));
  }
  for (const step of STEPS) check(await isAllowed(step, stage), `${step.name}: refused, although nothing is taken away`);
  const enforced = await checkEnforced(stage, roles, check);
  const held = await checkHeld(stage, roles, check);
  console.log(`policies: ${enforced} statements taken away, each fails one of ${STEPS.length} steps; ${held} held word for word, and ${roles.length} trusts`);
  console.log(`policies: ${enforced + held + roles.length - failures.length} passed, ${failures.length} failed`);
  return failures.length === 0;
}

/** @returns how many statements were taken away. */
async function checkEnforced(stage: Stage, roles: readonly string[], check: Check): Promise<number> {
  const telling = new Set<string>();
  let count = 0;
  for (const role of roles) {
    for (const { statement, fails } of await takeAway(stage, role, STEPS.filter((step) => step.role === role))) {
      count++;
      for (const name of fails) telling.add(name);
      check(fails.length > 0, `${role}: no step fails without ${statement}`);
      if (fails.length > 0) console.log(`✓ ${role} without ${statement}: ${fails.join('; ')}`);
    }
  }
  for (const { name } of STEPS) check(telling.has(name), `the step '${name}' never fails, whatever is taken away: it shows nothing`);
  return count;
}

/** @returns how many statements are held. */
async function checkHeld(stage: Stage, roles: readonly string[], check: Check): Promise<number> {
  const found: string[] = [];
  for (const role of roles) {
    for (const { statements } of await policiesOf(stage, stage.id(role))) {
      for (const actions of statements.map(actionsOf).filter(isHeld)) found.push(`${role}: ${actions.join(', ')}`);
    }
  }
  const wanted = HELD_STATEMENTS.map(({ owner, actions }) => `${owner}: ${actions.join(', ')}`);
  const times = (statements: readonly string[], statement: string) => statements.filter((other) => other === statement).length;
  for (const statement of new Set([...found, ...wanted])) {
    const [inStack, named] = [times(found, statement), times(wanted, statement)];
    check(inStack <= named, `AWS pages are named for ${named} of ${inStack} statements ${statement}: add them to test/policies/held.ts`);
    check(inStack >= named, `the stack has ${inStack} statements ${statement}, ${named} are named: take the others out of test/policies/held.ts`);
  }
  return found.length;
}

async function deploy(cleanup: Cleanup, python: string, assembly: Assembly, folder: string): Promise<Stage> {
  const { endpoint } = await startEmulator(cleanup, python, folder, { auth: true });
  const clients = makeClients(endpoint);
  await publishAssets(clients, assembly);
  return Stage.of(endpoint, assembly.stack, await createStack(clients, endpoint, assembly, () => undefined));
}

runToEnd(main);
