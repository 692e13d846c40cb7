import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Recording, RECORDING_FILE } from './recording';
import { interoperableRecords, lineOf } from './user-records';
import { SinkServer } from '../../bench/producer/sink/sink-server';
import { buildGo, buildKpl } from '../../bench/producer/tools/build';
import { Cleanup } from '../../local/processes/cleanup';

const SHARDS = 4;
const MILLIS_FOR_ALL = 120_000;

/** Puts the interoperable records with the real library into a sink, and keeps what it wrote. */
export async function recordKpl(folder: string): Promise<void> {
  const cleanup = new Cleanup();
  try {
    const record = join(folder, 'recorded.ndjson');
    const sink = await SinkServer.start(cleanup, { program: await buildGo(cleanup, 'sink'), folder, shards: SHARDS, record });
    execFileSync('java', ['-cp', await buildKpl(cleanup), 'bench.Record', `endpoint=${sink.endpoint}`], {
      input: `${interoperableRecords().map(lineOf).join('\n')}\n`,
      stdio: ['pipe', 'inherit', 'inherit'],
      timeout: MILLIS_FOR_ALL,
    });
    const recording: Recording = {
      producer: 'software.amazon.kinesis:amazon-kinesis-producer:1.1.1',
      madeBy: 'npm run interoperation -- --record-kpl',
      shards: SHARDS,
      records: readFileSync(record, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line)),
    };
    writeFileSync(RECORDING_FILE, `${JSON.stringify(recording, undefined, 1)}\n`);
  } finally {
    await cleanup.run();
  }
}
