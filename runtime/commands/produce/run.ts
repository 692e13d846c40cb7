import { appendFileSync } from 'node:fs';
import { addAbortSignal, Readable } from 'node:stream';
import { inWords } from './counts';
import { CsvReader } from './csv';
import { FailedRows } from './failed-rows';
import { Input, openInput } from './input';
import { readLines } from './lines';
import { readNdjson } from './ndjson';
import { HELP, ProduceOptions, readOptions } from './options';
import { Progress, progressOn } from './progress';
import { Row } from './row';
import { RowProducer, RowPutter } from './row-putter';
import type { ThroughputMinute } from '../../producer/capacity/throughput-minute';
import { messageOf, UsageError } from '../usage-error';

type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** What the command meets outside itself. */
export interface Surroundings {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted when the command is to end: what was put until then is still delivered, as far as the deadline allows. */
  readonly signal: AbortSignal;
  createProducer(options: ProduceOptions, onThroughput: ((minute: ThroughputMinute) => void) | undefined): RowProducer & {
    close(options?: { readonly deadline?: number }): Promise<void>;
  };
}

const LINE_FEED = 0x0a;
/** How many rows that are not in the stream are told one by one. */
const MOST_TOLD = 20;

/** Runs the command and answers with its exit code. */
export async function run(args: string[], surroundings: Surroundings): Promise<number> {
  try {
    const options = readOptions(args);
    if (options !== 'help') return await produce(options, surroundings);
    surroundings.stdout.write(`${HELP}\n`);
    return 0;
  } catch (error) {
    surroundings.stderr.write(`${messageOf(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function produce(options: ProduceOptions, surroundings: Surroundings): Promise<number> {
  const { signal, stderr } = surroundings;
  const input = await openInput(options.file, surroundings.stdin);
  addAbortSignal(signal, input.content);
  const failedRows = options.failed === undefined ? undefined : await openFailedRows(options.failed, input);
  const producer = createProducer(options, surroundings);
  signal.addEventListener('abort', () => void producer.close({ deadline: options.deadline }));
  const csv = options.format === 'csv' ? new CsvReader(options.fields) : undefined;
  const progress = progressOn(stderr, options.quiet);
  const start = performance.now();
  let told = 0;
  let untold = 0;
  const putter: RowPutter = new RowPutter(producer, {
    missed: (row, reason) => {
      // a line too long to be kept is empty
      const isKept = failedRows !== undefined && row.source.length > 0;
      if (told < MOST_TOLD || (failedRows !== undefined && !isKept)) {
        told++;
        progress.line(`line ${row.line}: ${reason}`);
      } else {
        untold++;
      }
      if (isKept) failedRows.write(row, csv?.header);
    },
    progress: () => progress.update(input.fractionRead(), putter.counts),
  });
  let lastLine = 0;
  let problem: unknown;
  const lines = readLines(input.content);
  try {
    for await (const rows of csv?.read(lines) ?? readNdjson(lines, options.fields)) {
      await putter.put(rows);
      await failedRows?.drained();
      lastLine = lastLineOf(rows.at(-1)) ?? lastLine;
      if (signal.aborted || failedRows?.error !== undefined || (putter.hopeless !== undefined && failedRows === undefined)) break;
    }
  } catch (error) {
    if (!signal.aborted) problem = error;
  }
  await producer.close();
  await putter.settled();
  await failedRows?.close();
  progress.end();
  tell({ options, surroundings, progress, putter, failedRows, untold, lastLine, seconds: (performance.now() - start) / 1000 });
  if (problem !== undefined) throw toInputError(problem);
  const { rejected, failed } = putter.counts;
  return rejected + failed === 0 && !signal.aborted ? 0 : 1;
}

/** A row of CSV may have several. */
function lastLineOf(row: Row | undefined): number | undefined {
  return row && row.line + row.source.filter((byte) => byte === LINE_FEED).length;
}

interface Ending {
  readonly options: ProduceOptions;
  readonly surroundings: Surroundings;
  readonly progress: Progress;
  readonly putter: RowPutter;
  readonly failedRows: FailedRows | undefined;
  readonly untold: number;
  readonly lastLine: number;
  readonly seconds: number;
}

function tell({ options, surroundings, progress, putter, failedRows, untold, lastLine, seconds }: Ending): void {
  const { counts, hopeless } = putter;
  const interrupted = surroundings.signal.aborted;
  if (untold > 0) progress.line(`and ${untold} more${options.failed === undefined ? ': --failed FILE would keep them' : ''}`);
  if (interrupted) progress.line(`interrupted after line ${lastLine}: later ones were not read`);
  else if (hopeless !== undefined && options.failed === undefined) progress.line(`stopped after line ${lastLine}, since no later row would come through`);
  if (failedRows?.error !== undefined) {
    progress.line(`stopped after line ${lastLine}, since --failed cannot be written: ${failedRows.error.message}: rows that are not in the stream are missing there`);
  }
  const summary = { ...counts, seconds: Number(seconds.toFixed(3)), rowsPerSecond: Math.round(counts.read / seconds), lastLine, interrupted };
  surroundings.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : `${inWords(counts)} in ${seconds.toFixed(1)} s\n`);
}

function createProducer(options: ProduceOptions, surroundings: Surroundings): ReturnType<Surroundings['createProducer']> {
  const { recordThroughput: file } = options;
  try {
    if (file !== undefined) appendFileSync(file, '');
    return surroundings.createProducer(options, file === undefined ? undefined : (minute) => record(file, minute, surroundings.stderr));
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function record(file: string, minute: ThroughputMinute, stderr: Output): void {
  try {
    appendFileSync(file, `${JSON.stringify(minute)}\n`);
  } catch (error) {
    // the rows matter more, but an estimate from what is left would be too low
    stderr.write(`--record-throughput lacks the minute from ${minute.from}: ${messageOf(error)}\n`);
  }
}

async function openFailedRows(file: string, input: Input): Promise<FailedRows> {
  if (await input.isFrom(file)) {
    input.content.destroy();
    throw new UsageError(`--failed is ${JSON.stringify(file)}, which is the input: name another file`);
  }
  return FailedRows.open(file).catch((error: unknown) => {
    throw new UsageError(`--failed cannot be written: ${messageOf(error)}`);
  });
}

function toInputError(error: unknown): UsageError {
  return error instanceof UsageError ? error : new UsageError(`the input cannot be read: ${messageOf(error)}`);
}

