import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { NoteFile } from './notes';
import type { Cleanup } from '../../../local/processes/cleanup';
import { startOnFreePort } from '../../../local/processes/server';
import { JAVA_OPENS } from '../../../local/tools/flink';
import { importNotes } from '../../../runtime/functions/studio-lifecycle/note-import';

const CHECK = join(__dirname, 'ZeppelinCheck.java');
/** A Studio's interpreter, which no registry has: Zeppelin imports no note without one of that name. */
const INTERPRETER = [{ group: 'flink', name: 'ssql', className: 'org.apache.zeppelin.flink.FlinkStreamSqlInterpreter', properties: {}, editor: { language: 'sql' } }];
const COOKIE = 'VerifiedAuthToken=token';
const NOTEBOOK = '/a1b2c3';

/** How Zeppelin understands a paragraph. */
export interface ParsedParagraph {
  readonly title?: string;
  readonly interpreter: string;
  readonly properties: { readonly [name: string]: string };
  readonly script: string;
  readonly enabled: boolean;
}

export interface ParsedNote {
  readonly name?: string;
  readonly paragraphs?: readonly ParsedParagraph[];
  readonly failure?: string;
}

export interface ZeppelinAnswers {
  readonly parsed: { readonly [file: string]: ParsedNote };
  /** What the package's own importer brought in the first time, and what the second time. */
  readonly imported: readonly string[];
  readonly importedAgain: readonly string[];
  /** The notes in the notebook after that. */
  readonly listed: readonly string[];
}

/** Has Zeppelin parse the notes, and imports them into its server as the lifecycle function does. */
export async function askZeppelin(cleanup: Cleanup, jars: string, folder: string, notes: readonly NoteFile[]): Promise<ZeppelinAnswers> {
  const [files, answers] = ['files', 'answers.json'].map((name) => join(folder, name));
  for (const name of ['files', 'conf', 'war', 'notebook', 'logs', 'interpreter/flink']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'interpreter/flink/interpreter-setting.json'), JSON.stringify(INTERPRETER));
  notes.forEach(({ file, zpln }) => writeFileSync(join(files, file), zpln));
  const { port } = await startOnFreePort(cleanup, (httpPort) => ({
    name: 'Zeppelin',
    command: 'java',
    arguments: [
      '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', `-Djava.io.tmpdir=${folder}`, ...JAVA_OPENS, '-cp', join(jars, '*'), CHECK, files, answers,
    ],
    environment: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      TMPDIR: folder,
      ZEPPELIN_HOME: folder,
      ZEPPELIN_CONF_DIR: join(folder, 'conf'),
      ZEPPELIN_WAR: join(folder, 'war'),
      ZEPPELIN_NOTEBOOK_DIR: join(folder, 'notebook'),
      ZEPPELIN_INTERPRETER_DIR: join(folder, 'interpreter'),
      ZEPPELIN_ADDR: '127.0.0.1',
      ZEPPELIN_PORT: String(httpPort),
    },
    logFile: join(folder, 'zeppelin.log'),
    ready: async () => existsSync(answers) && answersHttp(`http://127.0.0.1:${httpPort}/api/version`),
    secondsToReady: 240,
  }));
  const url = await startFront(cleanup, port);
  const texts = notes.map(({ zpln }) => zpln);
  const imported = await importNotes(url, texts, fetch);
  const importedAgain = await importNotes(url, texts, fetch);
  const list: { body: { path: string }[] } = JSON.parse(await (await fetch(`http://127.0.0.1:${port}/api/notebook`)).text());
  return { parsed: JSON.parse(readFileSync(answers, 'utf8')), imported, importedAgain, listed: list.body.map(({ path }) => path).sort() };
}

/** Stands before Zeppelin as AWS does: a URL that gives a cookie, and paths that begin with the notebook's own and want that cookie. */
async function startFront(cleanup: Cleanup, port: number): Promise<string> {
  const server = createServer((request, response) => {
    const { method, url = '', headers } = request;
    if (url.startsWith(`${NOTEBOOK}/?authToken=`)) {
      response.writeHead(302, { 'set-cookie': `${COOKIE}; Path=/; Secure; HttpOnly`, 'location': `${NOTEBOOK}/` }).end();
    } else if (headers.cookie !== COOKIE || !url.startsWith(`${NOTEBOOK}/`)) {
      response.writeHead(403).end();
    } else {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        void fetch(`http://127.0.0.1:${port}${url.slice(NOTEBOOK.length)}`, { method, body: method === 'POST' ? Buffer.concat(chunks) : undefined })
          .then(async (answer) => response.writeHead(answer.status).end(await answer.text()), () => response.writeHead(502).end());
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.add('the front of Zeppelin', async () => { server.close(); });
  const { port: front }: Partial<AddressInfo> = Object(server.address());
  return `http://127.0.0.1:${front}${NOTEBOOK}/?authToken=secret`;
}

async function answersHttp(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
