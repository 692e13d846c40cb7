import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { documentedReader } from './documented-reader';
import { lineOf, lineWithoutHashKey } from './user-records';
import type { UserRecord } from '../../runtime/kpl-format';

const COPY_JARS = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const MAXIMUM_OUTPUT = 64 * 1024 * 1024;

/** A de-aggregator of another language, with the documented reader of compressed blocks behind it. */
export interface Reader {
  readonly name: string;
  /** What of a user record it gives back rightly. */
  readonly show: (record: UserRecord) => string;
  /** Installs it in the folder and gives it the lines; its answer is one line for each user record. */
  readonly read: (lines: readonly string[], folder: string) => string[];
}

export const READERS: readonly Reader[] = [
  {
    name: 'aws_kinesis_agg 1.2.3 (PyPI)',
    // it reads the hash key of a record that has none as the first one of the aggregate
    show: lineWithoutHashKey,
    read: (lines, folder) => {
      const environment = join(folder, 'venv');
      execFileSync('python3', ['-m', 'venv', environment]);
      const python = join(environment, 'bin', 'python');
      execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'aws_kinesis_agg==1.2.3', 'six']);
      const modules = join(folder, 'modules');
      mkdirSync(modules, { recursive: true });
      writeFileSync(join(modules, 'block_reader.py'), documentedReader('python'));
      return answer(python, ['-B', join(__dirname, 'deaggregate.py'), modules], lines);
    },
  },
  {
    name: 'AggregatorUtil of the Kinesis Client Library 3.5.1 (Maven)',
    show: lineOf,
    read: (lines, folder) => {
      const jars = join(folder, 'kcl');
      const pom = join(__dirname, 'kcl', 'pom.xml');
      execFileSync('mvn', ['-q', '-B', '--no-transfer-progress', '-f', pom, COPY_JARS, `-DoutputDirectory=${jars}`], { stdio: 'inherit' });
      const classes = join(folder, 'classes');
      const blockRecord = join(folder, 'BlockRecord.java');
      writeFileSync(blockRecord, documentedReader('java'));
      execFileSync('javac', ['-Xlint:all', '-Werror', '-d', classes, blockRecord], { stdio: 'inherit' });
      const classPath = [classes, join(jars, '*')].join(delimiter);
      execFileSync('javac', ['-d', classes, '-cp', classPath, join(__dirname, 'kcl', 'Deaggregate.java')], { stdio: 'inherit' });
      return answer('java', ['-cp', classPath, 'Deaggregate'], lines);
    },
  },
];

function answer(command: string, words: readonly string[], lines: readonly string[]): string[] {
  const output = execFileSync(command, words, { input: `${lines.join('\n')}\n`, encoding: 'utf8', maxBuffer: MAXIMUM_OUTPUT });
  return output.trimEnd().split('\n');
}
