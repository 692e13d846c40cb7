import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { messageOf, UsageError } from '../usage-error';

/** Where rows come from. */
export interface Input {
  readonly content: Readable;
  /** 0 to 1; undefined when nobody knows. */
  readonly fractionRead: () => number | undefined;
}

/** @throws UsageError when there is no such file */
export async function openInput(file: string | undefined, stdin: Readable): Promise<Input> {
  if (file === undefined) return { content: stdin, fractionRead: () => undefined };
  try {
    const handle = await open(file);
    const { size } = await handle.stat();
    const content = handle.createReadStream();
    return { content, fractionRead: () => (size === 0 ? undefined : Math.min(1, content.bytesRead / size)) };
  } catch (error) {
    throw new UsageError(`the input cannot be read: ${messageOf(error)}`);
  }
}
