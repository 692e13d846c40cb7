import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run, Script } from './script';
import type { Cleanup } from '../../../local/processes/cleanup';
import { runCommand } from '../../../local/processes/command';
import { JAVA_OPENS } from '../../../local/tools/flink';

const CHECK = join(__dirname, 'FlinkCheck.java');
/** For a process that lives for seconds. */
const FRUGAL = ['-Xmx768m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=off'];

export interface Verdict {
  readonly explained: number;
  readonly failures: readonly string[];
}

export interface RunResult {
  readonly results?: readonly string[];
  readonly failure?: string;
}

export interface FlinkAnswers {
  readonly scripts: readonly Verdict[];
  readonly runs: readonly RunResult[];
}

/** Asks one version of Flink about all scripts and runs, in one process. */
export async function askFlink(
  cleanup: Cleanup, jars: string, folder: string, scripts: readonly Script[], runs: readonly Run[],
): Promise<FlinkAnswers> {
  mkdirSync(folder, { recursive: true });
  const [questions, answers] = ['questions.json', 'answers.json'].map((name) => join(folder, name));
  writeFileSync(questions, JSON.stringify({ scripts, runs }));
  await runCommand(cleanup, [
    'java', ...JAVA_OPENS, ...FRUGAL, `-Djava.io.tmpdir=${folder}`, '-cp', join(jars, '*'), CHECK, questions, answers, folder,
  ]);
  return JSON.parse(readFileSync(answers, 'utf8'));
}
