import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FlinkJob } from './flink-job';
import { accountEnvironment, type Caller } from '../emulator/account';
import { LOGS, PROJECT } from '../places';
import type { Cleanup } from '../processes/cleanup';
import { startOnFreePort } from '../processes/server';
import { JAVA_OPENS } from '../tools/flink';

const MAIN = join(PROJECT, 'local', 'studio', 'StudioMain.java');
/** The emulator speaks JSON; the connector has the AWS SDK of its source and that of its sink within it, each with a switch of its own. */
const WITHOUT_CBOR = [
  '-Dorg.apache.flink.kinesis.shaded.com.amazonaws.sdk.disableCbor=true',
  '-Dorg.apache.flink.kinesis.shaded.aws.cborEnabled=false',
  '-Daws.cborEnabled=false',
];

export interface StudioServerOptions {
  readonly jars: string;
  /** What a note has Flink do. */
  readonly statements: readonly string[];
  /** Where the streams are. */
  readonly endpoint: string;
  /** Who reads and writes them. */
  readonly caller: Caller;
  /** Shards of the streams that are read. */
  readonly shards: number;
  readonly folder: string;
}

/** Starts Flink with the statements as its job. @returns the job, when it has begun to read every shard: what is put from now on is read. */
export async function startStudio(cleanup: Cleanup, { jars, statements, endpoint, caller, shards, folder }: StudioServerOptions): Promise<FlinkJob> {
  const file = join(folder, 'statements.json');
  writeFileSync(file, JSON.stringify(statements));
  let job: FlinkJob | undefined;
  const environment = accountEnvironment(endpoint, caller);
  await startOnFreePort(cleanup, (port) => ({
    name: 'Flink',
    command: 'java',
    arguments: [
      ...JAVA_OPENS, '-Xmx768m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', `-Djava.io.tmpdir=${folder}`, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      ...WITHOUT_CBOR, '-cp', join(jars, '*'), MAIN, String(port), file, endpoint,
    ],
    // without a locale, Java takes a path with other letters than ASCII's for a wrong one
    environment: { ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value ?? ''])), LC_ALL: 'C.UTF-8' },
    logFile: join(LOGS, 'flink.log'),
    ready: async () => {
      job = await FlinkJob.running(`http://127.0.0.1:${port}`);
      return job !== undefined && (await job.progress()).shards >= shards;
    },
    secondsToReady: 240,
  }));
  if (job === undefined) throw new Error('Flink answers and has no job');
  return job;
}
