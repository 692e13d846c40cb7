import { once } from 'node:events';
import { createWriteStream, WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Row } from './row';

const LINE_END = Buffer.from('\n');

/** A file of the rows that are not in the stream, which can be given to the command again. It is made, or emptied, at once. */
export class FailedRows {
  public static async open(file: string): Promise<FailedRows> {
    const stream = createWriteStream(file);
    await once(stream, 'open');
    return new FailedRows(stream);
  }

  /** Why the file takes no more; what it was given last may be missing in it. Undefined while it does. */
  public error: Error | undefined;
  private hasHeader = false;

  private constructor(private readonly stream: WriteStream) {
    stream.on('error', (error) => {
      this.error = error;
    });
  }

  public write(row: Row, header: Buffer | undefined): void {
    if (header !== undefined && !this.hasHeader) this.stream.write(Buffer.concat([header, LINE_END]));
    this.hasHeader = true;
    this.stream.write(Buffer.concat([row.source, LINE_END]));
  }

  /** Comes back when the file has taken what it was given, or takes no more. */
  public async drained(): Promise<void> {
    // the error is kept
    if (this.stream.writableNeedDrain) await once(this.stream, 'drain').catch(() => undefined);
  }

  public async close(): Promise<void> {
    if (this.error === undefined) await finished(this.stream.end()).catch(() => undefined);
  }
}
