import { Scratch } from './scratch';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import { decode, startsWithMagic } from '../../kpl-format';
import { RecordReader, curatedRendering, type Rejection, type Rendering, type Row } from '../../schema';

/** What became of one record of the event. */
export interface Outcome {
  readonly result: 'Ok' | 'Dropped' | 'ProcessingFailed';
  /** Base64; only with Ok. */
  readonly data?: string;
  /** User records (lines) inside that the schema takes. */
  readonly valid: number;
  readonly rejections: readonly Rejection[];
}

/**
 * Transforms one record of the event, which holds one user record; or several, as a KPL aggregate that Firehose has not opened
 * (it opens those of a stream itself), or as several JSON objects one behind the other.
 *
 * Firehose takes one verdict a record and keeps the *whole* source record with a ProcessingFailed. So where only some of several are invalid:
 * - `invalidRecords: ProcessingFailed`: the record fails whole. The error prefix then holds every one of its user records, valid ones included, and
 *   the curated data holds none, so nothing is lost or there twice. An Ok with the valid ones alone would lose the others without a trace.
 * - `invalidRecords: Dropped`: the valid ones are delivered. The others are left out, as the user has chosen.
 */
export class RecordTransformer {
  private readonly reader: RecordReader;
  private readonly render: Rendering;
  private readonly invalidResult: TransformConfig['invalidRecords'];
  private readonly input = new Scratch();
  private readonly output = new Scratch();

  constructor(config: TransformConfig) {
    this.reader = new RecordReader(config.schema);
    this.render = curatedRendering(config.schema);
    this.invalidResult = config.invalidRecords;
  }

  transform(data: string): Outcome {
    const verdicts = this.read(this.input.decodeBase64(data));
    const rejections: Rejection[] = [];
    let lines = '';
    for (const verdict of verdicts) {
      if (verdict.valid) lines += this.render(verdict);
      else rejections.push(verdict);
    }
    const valid = verdicts.length - rejections.length;
    if (rejections.length > 0 && (valid === 0 || this.invalidResult === 'ProcessingFailed')) {
      return { result: this.invalidResult, valid, rejections };
    }
    return { result: 'Ok', data: this.output.encodeBase64(lines), valid, rejections };
  }

  private read(bytes: Buffer): (Row | Rejection)[] {
    if (!startsWithMagic(bytes)) return this.reader.read(bytes);
    return decode({ partitionKey: '', data: bytes }).flatMap((record) => this.reader.read(record.data));
  }
}
