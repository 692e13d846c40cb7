import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { generateTrips } from '../../examples/taxi/generator';
import { OpenedTrips, tripsSource } from '../../examples/taxi/loader/trips-source';

/** How many bytes come, and how far the source says it is then. */
async function readToEnd(trips: OpenedTrips): Promise<[bytes: number, fraction: number]> {
  expect(trips.fractionRead(0)).toBe(0);
  return [(await buffer(trips.content)).length, trips.fractionRead(0)];
}

describe('a source of trips', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'taxi-'));
    file = path.join(folder, 'trips.csv');
    writeFileSync(file, 'x'.repeat(100_000));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('is a file, which knows how much of it is read', async () => {
    const source = tripsSource({ kind: 'file', file }, undefined);
    expect(source.datasetKey).toBe('trips/trips.csv');
    expect(await readToEnd(await source.open())).toEqual([100_000, 1]);
    expect(await readToEnd(await source.open())).toEqual([100_000, 1]);
  });

  test('is an object of the dataset bucket', async () => {
    const content = Readable.from([Buffer.alloc(25), Buffer.alloc(25)]);
    const source = tripsSource({ kind: 'bucket', key: 'trips/a.csv' }, { open: async () => ({ content, size: 100 }) });
    expect(source.datasetKey).toBeUndefined();
    expect(await readToEnd(await source.open())).toEqual([50, 0.5]);
  });

  test('is generated, the same each time it is opened', async () => {
    const source = tripsSource({ kind: 'generated', records: 1500, seed: 3 }, undefined);
    expect(source.datasetKey).toBe('trips/generated-1500-seed-3.csv');
    const expected = [...generateTrips(1500, 3)].join('');
    const opened = await source.open();
    expect((await buffer(opened.content)).toString()).toBe(expected);
    expect(opened.fractionRead(750)).toBe(0.5);
    expect((await buffer((await source.open()).content)).toString()).toBe(expected);
  });

  test('closes what it opened, also when nobody began to read', async () => {
    const content = Readable.from([Buffer.alloc(1)]);
    const { close } = await tripsSource({ kind: 'bucket', key: 'a' }, { open: async () => ({ content, size: 1 }) }).open();
    close();
    expect(content.destroyed).toBe(true);
    const opened = await tripsSource({ kind: 'file', file }, undefined).open();
    opened.close();
    // no error of its absence may come up later, where nobody waits for it
    rmSync(folder, { recursive: true });
    await setTimeout(20);
  });
});
