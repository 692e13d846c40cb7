import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { median } from './median';
import { Apps, type Cdk } from './processes';
import { checkSameResources } from './same-resources';
import { checkWritable } from '../../local/options/files';
import { makeRunFolder } from '../../local/places';
import type { Cleanup } from '../../local/processes/cleanup';
import { runToEnd } from '../../local/processes/run-to-end';
import { installNewestCdk } from '../../test/tools/newest-cdk';

const ROUNDS = 7;
const MOST_OVER_HAND_WRITTEN = 1.25;
const MOST_MARGINAL = 10.5;

/** The apps load the package by its name, as compiled: what a user's app does. */
const AS_PUBLISHED: Plugin = {
  name: 'as-published',
  setup: ({ onResolve }) => onResolve({ filter: /^(\.\.\/)+src$/ }, () => ({ path: 'streaming-analytics-pipeline', external: true })),
};

/** `npm run bench:synth`: the CPU of a synthesis, against the same resources by hand and against itself. */
async function main(cleanup: Cleanup): Promise<boolean> {
  const { values: { json } } = parseArgs({ options: { json: { type: 'string' } } });
  if (json !== undefined) checkWritable('--json', json);
  const folder = makeRunFolder();
  cleanup.add('the folder of this run', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    plugins: [AS_PUBLISHED],
    entryPoints: ['empty', 'hand-written', 'pipelines'].map((app) => join(__dirname, 'apps', `${app}.ts`)),
    outdir: folder,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    tsconfigRaw: {},
  });
  const newest = await installNewestCdk(cleanup);
  const apps = new Apps(folder);

  const figures = {
    overHandWrittenFloor: overHandWritten(apps, 'the oldest aws-cdk-lib', {}),
    overHandWrittenNewest: overHandWritten(apps, 'the newest aws-cdk-lib', { newest }),
    marginal: marginal(apps),
  };
  console.log(figures);
  if (json !== undefined) writeFileSync(resolve(json), `${JSON.stringify(figures, undefined, 2)}\n`);
  const { overHandWrittenFloor, overHandWrittenNewest } = figures;
  return Math.max(overHandWrittenFloor, overHandWrittenNewest) <= MOST_OVER_HAND_WRITTEN && figures.marginal <= MOST_MARGINAL;
}

/** CPU of a pipeline with everything on over that of the same resources by hand; the median of pairs that take turns. */
function overHandWritten(apps: Apps, name: string, cdk: Cdk): number {
  checkSameResources(apps.measure('pipelines', cdk, '1'), apps.measure('hand-written', cdk));
  const rounds = rounded((round) => {
    const seconds = { empty: apps.measure('empty', cdk).cpuSeconds, ours: 0, handWritten: 0 };
    const turns = [() => { seconds.ours = apps.measure('pipelines', cdk, '1').cpuSeconds; }, () => { seconds.handWritten = apps.measure('hand-written', cdk).cpuSeconds; }];
    (round % 2 === 0 ? turns : turns.reverse()).forEach((turn) => turn());
    return seconds;
  });
  const of = (key: 'empty' | 'ours' | 'handWritten') => median(rounds.map((seconds) => seconds[key])).toFixed(2);
  console.log(`${name}: everything on ${of('ours')} CPU s, by hand ${of('handWritten')}, an empty app ${of('empty')}`);
  return toHundredths(median(rounds.map(({ ours, handWritten }) => ours / handWritten)));
}

/** What ten pipelines cost over what one costs, both without what every app costs. */
function marginal(apps: Apps): number {
  const rounds = rounded(() => ['0', '1', '10'].map((pipelines) => apps.measure('pipelines', {}, pipelines).cpuSeconds));
  const [none, one, ten] = [0, 1, 2].map((place) => median(rounds.map((seconds) => seconds[place])));
  console.log(`the oldest aws-cdk-lib: none ${none.toFixed(2)} CPU s, one ${one.toFixed(2)}, ten ${ten.toFixed(2)}`);
  return toHundredths(median(rounds.map(([ofNone, ofOne, ofTen]) => (ofTen - ofNone) / (ofOne - ofNone))));
}

function rounded<T>(work: (round: number) => T): T[] {
  return Array.from({ length: ROUNDS }, (_, round) => work(round));
}

function toHundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

runToEnd(main);
