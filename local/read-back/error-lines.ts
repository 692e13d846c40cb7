import { linesOf } from './bucket';
import { Digests } from './digests';

/** What the error objects of a delivery stream hold. */
export class ErrorLines {
  /** Records, by what they failed with. */
  public readonly byCode = new Map<string, number>();
  /** Those that differ. */
  public readonly records = new Digests();
  private total = 0;

  /** @throws when a line is not an error record of the service. */
  public add(body: Uint8Array, key: string): void {
    for (const line of linesOf(body)) {
      // conversion errors call it otherwise: https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
      const { errorCode, lastErrorCode, rawData }: { [name: string]: unknown } = JSON.parse(line);
      const code = errorCode ?? lastErrorCode;
      if (typeof code !== 'string' || typeof rawData !== 'string') throw new Error(`the error object ${key} holds a line without errorCode or rawData: ${line.slice(0, 200)}`);
      this.byCode.set(code, (this.byCode.get(code) ?? 0) + 1);
      this.records.add(Buffer.from(rawData, 'base64'));
      this.total++;
    }
  }

  public get count(): number {
    return this.total;
  }
}
