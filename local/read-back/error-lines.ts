import { linesOf } from './bucket';
import { Digests } from './digests';

/** The transform looked at the record and refused it: the one way for a record to fail in a pipeline that works. */
export const REFUSED_BY_TRANSFORM = 'Lambda.ProcessingFailedStatus';
/** The function never said a word about the record. https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html */
const FUNCTION_FAILED = new Set(['Lambda.FunctionError', 'Lambda.FunctionTimedOut', 'Lambda.InvokeLimitExceeded']);

/** A record in an error object of a delivery stream. */
export interface ErrorLine {
  readonly code: string;
  /** The record as it came. */
  readonly data: Buffer;
  /** Another attempt may succeed, for it was the function that failed. */
  readonly functionFailed: boolean;
}

/** @throws when a line is not an error record of the service. */
export function readErrorLines(body: Uint8Array, key: string): ErrorLine[] {
  return linesOf(body).map((line) => {
    // conversion errors call it otherwise: https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
    const { errorCode, lastErrorCode, rawData }: { [name: string]: unknown } = JSON.parse(line);
    const code = errorCode ?? lastErrorCode;
    if (typeof code !== 'string' || typeof rawData !== 'string') {
      throw new Error(`the error object ${key} holds a line without errorCode or rawData: ${line.slice(0, 200)}`);
    }
    return { code, data: Buffer.from(rawData, 'base64'), functionFailed: FUNCTION_FAILED.has(code) };
  });
}

/** What the error objects of a delivery stream hold. */
export class ErrorLines {
  /** Records, by what they failed with. */
  public readonly byCode = new Map<string, number>();
  /** Those that differ. */
  public readonly records = new Digests();
  /** Those that differ and failed for another reason than that of the function. */
  public readonly settled = new Digests();
  public readonly settledByCode = new Map<string, number>();
  private total = 0;

  /** @throws when a line is not an error record of the service. */
  public add(body: Uint8Array, key: string): void {
    for (const line of readErrorLines(body, key)) this.addLine(line);
  }

  /** A record that the transform has kept itself. */
  public addRejected(data: Buffer): void {
    this.addLine({ code: REFUSED_BY_TRANSFORM, data, functionFailed: false });
  }

  private addLine({ code, data, functionFailed }: ErrorLine): void {
    increment(this.byCode, code);
    this.records.add(data);
    if (!functionFailed) {
      increment(this.settledByCode, code);
      this.settled.add(data);
    }
    this.total++;
  }

  public get count(): number {
    return this.total;
  }
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
