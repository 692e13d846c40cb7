import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { generateTrips } from '../generator';
import type { DatasetBucket, OpenedObject } from './dataset-bucket';
import type { TripsOption } from './options';
import { TripsError } from '../trips/trips-error';

/** A file of trips, opened for reading. */
export interface OpenedTrips {
  readonly content: Readable;
  /** Which part of the file is read, 0 to 1, when so many rows are. */
  readonly fractionRead: (rows: number) => number;
  /** Ends the reading, wherever it is, and also if it never began. */
  readonly close: () => void;
}

/** Where trips come from: it can be opened more than once. */
export interface TripsSource {
  /** As messages call it. */
  readonly name: string;
  /** Key under which the dataset bucket keeps it; undefined when it comes from there. */
  readonly datasetKey?: string;
  open(): Promise<OpenedTrips>;
}

/** Lines that a generated file hands over at a time. */
const LINES_PER_CHUNK = 500;

export function tripsSource(option: TripsOption, bucket: Pick<DatasetBucket, 'open'> | undefined): TripsSource {
  switch (option.kind) {
    case 'file': return fileSource(option.file);
    case 'generated': return generatedSource(option.records, option.seed);
    case 'bucket': return objectSource(option.key, bucket);
  }
}

function fileSource(file: string): TripsSource {
  return {
    name: `file ${JSON.stringify(file)}`,
    datasetKey: `trips/${basename(file)}`,
    open: async () => {
      const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
        throw new TripsError(error.code === 'ENOENT' ? 'does not exist: --trips must name a CSV file' : `cannot be read: ${error.message}`);
      });
      const found = await handle.stat();
      if (!found.isFile()) {
        await handle.close();
        throw new TripsError('is no file: --trips must name a CSV file');
      }
      return bySize({ content: handle.createReadStream(), size: found.size });
    },
  };
}

function objectSource(key: string, bucket: Pick<DatasetBucket, 'open'> | undefined): TripsSource {
  return {
    name: `object ${JSON.stringify(key)}`,
    open: async () => {
      if (bucket === undefined) throw new TripsError('cannot be read: DATASET_BUCKET names no bucket');
      return bySize(await bucket.open(key));
    },
  };
}

function generatedSource(records: number, seed: number): TripsSource {
  return {
    name: `${records} generated trips`,
    datasetKey: `trips/generated-${records}-seed-${seed}.csv`,
    open: async () => {
      const content = Readable.from(chunksOf(generateTrips(records, seed)));
      return { content, fractionRead: (rows) => rows / records, close: () => content.destroy() };
    },
  };
}

function bySize({ content, size }: OpenedObject): OpenedTrips {
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  return {
    content: Readable.from(counted()),
    fractionRead: () => (size === 0 ? 0 : bytes / size),
    // a generator that was never asked for anything would not close what it reads
    close: () => content.destroy(),
  };
}

function* chunksOf(lines: Iterable<string>): Generator<Buffer> {
  let chunk: string[] = [];
  for (const line of lines) {
    chunk.push(line);
    if (chunk.length === LINES_PER_CHUNK) {
      yield Buffer.from(chunk.join(''));
      chunk = [];
    }
  }
  yield Buffer.from(chunk.join(''));
}
