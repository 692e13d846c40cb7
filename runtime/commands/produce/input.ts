import { BigIntStats, createReadStream, fstatSync, open } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { messageOf, UsageError } from '../usage-error';

/** Where rows come from. */
export interface Input {
  readonly content: Readable;
  /** 0 to 1; undefined when nobody knows. */
  readonly fractionRead: () => number | undefined;
  /** Whether this is the file that is read, under whatever name. */
  readonly isFrom: (file: string) => Promise<boolean>;
}

/** @throws UsageError when there is no such file */
export async function openInput(file: string | undefined, stdin: Readable): Promise<Input> {
  if (file === undefined) return { content: stdin, fractionRead: () => undefined, isFrom: isSameAs(statsOf(stdin)) };
  try {
    // no FileHandle, which would close its file under the stream when it is collected
    const fd = await promisify(open)(file, 'r');
    const stats = fstatSync(fd, { bigint: true });
    const size = Number(stats.size);
    // a pipe may have nothing to read for long, and a file stream cannot be ended while it waits
    const content = stats.isFIFO() ? new Socket({ fd, readable: true, writable: false }) : createReadStream('', { fd });
    return { content, fractionRead: () => (size === 0 ? undefined : Math.min(1, content.bytesRead / size)), isFrom: isSameAs(stats) };
  } catch (error) {
    throw new UsageError(`the input cannot be read: ${messageOf(error)}`);
  }
}

/** Undefined for what has no file behind it. */
function statsOf(stdin: Readable): BigIntStats | undefined {
  const fd: unknown = Reflect.get(stdin, 'fd');
  return typeof fd === 'number' ? fstatSync(fd, { bigint: true }) : undefined;
}

function isSameAs(input: BigIntStats | undefined): Input['isFrom'] {
  return async (file) => {
    // a device or a pipe loses nothing when it is opened to be written
    if (!input?.isFile()) return false;
    const other = await stat(file, { bigint: true }).catch(() => undefined);
    return other?.dev === input.dev && other.ino === input.ino;
  };
}
