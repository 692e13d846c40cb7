import { BigIntStats, fstatSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
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
    const handle = await open(file);
    const stats = await handle.stat({ bigint: true });
    const size = Number(stats.size);
    const content = handle.createReadStream();
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
