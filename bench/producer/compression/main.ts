import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompressionName, CompressionRow, CompressionRun, toCompressionRow } from './row';
import { tripsOf } from './trips';
import { Verification, verify } from './verify';
import { checkReadable, checkWritable } from '../../../local/options/files';
import type { Cleanup } from '../../../local/processes/cleanup';
import { UsageError } from '../../../local/usage-error';
import { CODEC_NAMES, codecOf } from '../../../runtime/compressed-block';
import type { CompressionOptions } from '../../../runtime/producer';
import { ProducerProcess } from '../comparison/producer-process';
import type { TripsAssignment } from '../producers/trips';
import type { WorkloadRecord } from '../producers/workload';
import { SinkServer } from '../sink/sink-server';
import { buildGo, buildNode } from '../tools/build';
import { readOptions, runMain } from '../tools/command-line';
import { requireTools } from '../tools/requirements';

const HELP = `npm run bench:compression -- [options]
  Puts taxi trips with and without compression, by turns, and holds bytes and processor time against each other. The trips are those of the
  file that the environment variable TRIPS_FILE names, or else generated ones.

  --json FILE     write the medians as JSON
  --rounds COUNT  how often each has its turn (5)
  --help          show this text
  Exits with 1 unless every codec makes 4.5 times fewer bytes at 1.5 times the processor time at most.`;
const OPTIONS = { json: { type: 'string' }, rounds: { type: 'string' }, help: { type: 'boolean' } } as const;

const SHARDS = 16;
const WARM_SECONDS = 1;
const SECONDS = 2;
const LEAST_TIMES_FEWER_BYTES = 4.5;
const MOST_TIMES_THE_CPU = 1.5;
const COMPRESSIONS: readonly CompressionName[] = ['none', ...CODEC_NAMES.filter((name) => codecOf(name) !== undefined)];

interface Workload {
  readonly records: readonly WorkloadRecord[];
  /** The same for the producer. */
  readonly file: string;
  /** The producer's program. */
  readonly producer: string;
}

function compressionOf(name: CompressionName): CompressionOptions | undefined {
  return name === 'none' ? undefined : { codec: name };
}

function commandOf({ producer, file: trips }: Workload, assignment: Omit<TripsAssignment, 'trips'>): readonly string[] {
  return ['node', producer, JSON.stringify({ trips, ...assignment })];
}

async function main(cleanup: Cleanup, folder: string): Promise<number> {
  const { json, rounds = '5', help = false } = readOptions(OPTIONS, HELP);
  const { TRIPS_FILE: file } = process.env;
  if (help) {
    console.log(HELP);
    return 0;
  }
  if (json !== undefined) checkWritable('--json', json);
  if (file !== undefined) checkReadable('TRIPS_FILE', file);
  if (!/^[1-9]\d?$/.test(rounds)) throw new UsageError(`--rounds must be a whole number from 1 to 99, got '${rounds}'`);
  await requireTools(cleanup, ['go']);
  const rows = await measure(cleanup, folder, file, Number(rounds));
  console.table(rows);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ trips: file === undefined ? 'generated' : 'file', rows }, undefined, 2)}\n`);
  const verdicts = rows.map((row) => {
    const { compression, lost, timesFewerBytes, timesTheCpu, wrongShard } = row;
    const isSmall = compression === 'none' || timesFewerBytes >= LEAST_TIMES_FEWER_BYTES && timesTheCpu <= MOST_TIMES_THE_CPU;
    const passed = isSmall && lost === 0 && wrongShard === 0;
    const figures = compression === 'none' ? '' : `${timesFewerBytes} times fewer bytes (at least ${LEAST_TIMES_FEWER_BYTES}) `
      + `at ${timesTheCpu} times the processor time (at most ${MOST_TIMES_THE_CPU}), `;
    console.log(`${passed ? 'ok    ' : 'MISSED'}  ${compression}: ${figures}${lost} trips lost, ${wrongShard} on a wrong shard`);
    return passed;
  });
  return verdicts.every((passed) => passed) ? 0 : 1;
}

/** Interleaved: what else happens on the machine meanwhile meets all alike. */
async function measure(cleanup: Cleanup, folder: string, file: string | undefined, rounds: number): Promise<CompressionRow[]> {
  console.error('Building the sink and the producer…');
  const program = await buildGo(cleanup, 'sink');
  const trips: Workload = { records: await tripsOf(file), file: join(folder, 'trips.ndjson'), producer: buildNode('producers/trips') };
  writeFileSync(trips.file, trips.records.map(({ partitionKey, data }) => `${JSON.stringify([partitionKey, data.toString()])}\n`).join(''));
  // it acknowledges without a look at the records; others are looked at below
  const sink = await SinkServer.start(cleanup, { program, folder, shards: SHARDS, record: '/dev/null' });
  const runs = new Map<CompressionName, CompressionRun[]>(COMPRESSIONS.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const [name, done] of runs) {
      const run = await compete(cleanup, sink, name, commandOf(trips, { endpoint: sink.endpoint, compression: compressionOf(name) }));
      done.push(run);
      console.error(`round ${round}/${rounds}, ${name}: ${run.cpuSecondsPerMillion.toFixed(2)} CPU s per million, ${run.wireBytesPerRecord.toFixed(0)} bytes a trip`);
    }
  }
  await sink.stop();
  const rows: CompressionRow[] = [];
  for (const [name, done] of runs) rows.push(toCompressionRow(name, done, runs.get('none') ?? [], await verified(cleanup, folder, name, program, trips)));
  return rows;
}

async function compete(cleanup: Cleanup, sink: SinkServer, name: CompressionName, command: readonly string[]): Promise<CompressionRun> {
  const running = ProducerProcess.start(cleanup, `the producer with compression ${name}`, command, sink.certificate);
  try {
    await running.letRun(WARM_SECONDS);
    await running.empty();
    const { wireIn: before } = await sink.client.statistics(0);
    const { tally, seconds, cpuSeconds, peakRssMiB } = await running.measure(SECONDS);
    const { wireIn: after } = await sink.client.statistics(0);
    if (tally.failed > 0 || tally.acknowledged !== tally.sent) throw new Error(`compression ${name} failed ${tally.failed} records without a fault: ${tally.error}`);
    return {
      cpuSecondsPerMillion: cpuSeconds / tally.sent * 1e6,
      wireBytesPerRecord: (after - before) / tally.sent,
      recordsPerSecond: tally.sent / seconds,
      peakRssMiB,
    };
  } finally {
    await running.stop();
  }
}

/** Whether every trip is read back as it was put, and on its shard: a sink of its own records what one more producer puts. */
async function verified(cleanup: Cleanup, folder: string, name: CompressionName, program: string, trips: Workload): Promise<Verification> {
  const record = join(folder, `recorded-${name}.ndjson`);
  const sink = await SinkServer.start(cleanup, { program, folder, shards: SHARDS, record });
  const command = commandOf(trips, { endpoint: sink.endpoint, compression: compressionOf(name), once: true });
  const running = ProducerProcess.start(cleanup, `the producer to be verified with compression ${name}`, command, sink.certificate);
  const { acknowledged = 0 } = await running.empty();
  await running.stop();
  await sink.stop();
  return verify(trips.records, acknowledged, record, SHARDS);
}

runMain(main);
