import { gzipSync } from 'node:zlib';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Clients } from '../../emulator/clients';
import type { StreamRecord } from '../stream-record';
import type { WorkerLog } from '../worker-log';
import type { BackupConfiguration, DeliveryConfiguration } from './configuration';
import { activePartitionExceeded, type CatalogTable, type ErrorOutputType, formatConversionFailed, metadataExtractionFailed, type RecordError } from './error-record';
import { HintedBuffer } from './hinted-buffer';
import { errorObjectKey, hasKeysOf, objectKey } from './object-key';
import type { ParquetConverter } from './parquet';
import { PartitionBuffers } from './partition-buffers';
import { deaggregate, type SourceRecord } from './source-record';
import { transformBatch, type TransformedRecord } from './transform';

const MOST_READ = 10_000;

/** The format a delivery stream converts to, and the table it takes the columns from. */
export interface FormatConversion {
  readonly converter: ParquetConverter;
  readonly table: CatalogTable;
}

/** One delivery stream at work: de-aggregate, transform, buffer, convert, write. */
export class DeliveryStream {
  private readonly incoming?: HintedBuffer<SourceRecord>;
  private readonly outgoing: PartitionBuffers;
  private readonly raw?: HintedBuffer<SourceRecord>;
  private readonly errors: HintedBuffer<RecordError>;
  private delivered = 0;
  private transformed = 0;

  constructor(
    private readonly clients: Clients,
    public readonly configuration: DeliveryConfiguration,
    private readonly conversion: FormatConversion | undefined,
    private readonly log: WorkerLog,
  ) {
    const { backup, transform, hints } = configuration;
    if (transform !== undefined) {
      this.incoming = new HintedBuffer(transform.hints, ({ data }) => data.byteLength, (records) => this.transform(records));
    }
    if (backup !== undefined) this.raw = new HintedBuffer(backup.hints, ({ data }) => data.byteLength, (records) => this.writeRaw(backup, records));
    this.outgoing = new PartitionBuffers(hints, (records) => this.write(records));
    this.errors = new HintedBuffer(hints, ({ line }) => line.length, (records) => this.writeErrors(records));
  }

  /** Records that have reached the bucket, errors included. */
  public get written(): number {
    return this.delivered;
  }

  /** Records that have been transformed, or need not be: they wait for their object. */
  public get passed(): number {
    return this.transformed;
  }

  public room(): number {
    return MOST_READ;
  }

  public async take(records: readonly StreamRecord[]): Promise<void> {
    for (const record of records.flatMap(deaggregate)) {
      await this.raw?.add(record);
      if (this.incoming !== undefined) {await this.incoming.add(record);} else {
        this.transformed++;
        await this.deliver({ source: record, data: record.data });
      }
    }
  }

  /** The buffers hand on by themselves, for all shards together. */
  public async pump(): Promise<boolean> {
    return false;
  }

  public async drain(flush: boolean): Promise<void> {
    await this.incoming?.drain(flush);
    await this.outgoing.drain(flush);
    await this.raw?.drain(flush);
    await this.errors.drain(flush);
  }

  public discard(): void {
    this.incoming?.discard();
    this.outgoing.discard();
    this.raw?.discard();
    this.errors.discard();
  }

  private async transform(records: readonly SourceRecord[]): Promise<void> {
    const { transform } = this.configuration;
    if (transform === undefined) return;
    const { delivered, errors } = await transformBatch(this.clients.lambda, this.configuration, transform, records, this.log);
    for (const error of errors) await this.errors.add(error);
    this.transformed += records.length;
    for (const record of delivered) await this.deliver(record);
  }

  private async deliver(record: TransformedRecord): Promise<void> {
    if (!hasKeysOf(this.configuration.prefix, record.partitionKeys)) await this.errors.add(metadataExtractionFailed(record.source));
    else if (!await this.outgoing.add(record)) await this.errors.add(activePartitionExceeded(record.source));
  }

  private async write(records: readonly TransformedRecord[]): Promise<void> {
    const key = objectKey(this.configuration, oldest(records.map(({ source }) => source)), records[0]?.partitionKeys);
    if (this.conversion === undefined) {
      const delimiter = Buffer.from(this.configuration.delimiter);
      const body = Buffer.concat(records.flatMap(({ data }) => [data, delimiter]));
      await this.put(key, this.configuration.gzip ? gzipSync(body) : body);
      this.delivered += records.length;
      return;
    }
    const { converter, table } = this.conversion;
    const { file, problems } = await converter.convert(records.map(({ data }) => data));
    if (file !== undefined) await this.put(key, file);
    this.delivered += records.length - problems.length;
    for (const { index, problem } of problems) {
      const record = records[index];
      if (record !== undefined) await this.errors.add(formatConversionFailed(record.source, record.data, problem.code, problem.message, table));
    }
  }

  private async writeErrors(errors: readonly RecordError[]): Promise<void> {
    for (const type of new Set<ErrorOutputType>(errors.map((error) => error.type))) {
      const ofType = errors.filter((error) => error.type === type);
      const key = errorObjectKey(this.configuration, oldest(ofType.map(({ record }) => record)), type);
      await this.put(key, Buffer.from(ofType.map(({ line }) => `${line}\n`).join('')));
      this.delivered += ofType.length;
    }
  }

  /** As they come, one behind the other. */
  private async writeRaw({ bucket, gzip, prefix }: BackupConfiguration, records: readonly SourceRecord[]): Promise<void> {
    const body = Buffer.concat(records.map(({ data }) => data));
    const key = objectKey({ ...this.configuration, prefix, fileExtension: gzip ? '.gz' : '' }, oldest(records));
    await this.put(key, gzip ? gzipSync(body) : body, bucket);
  }

  private async put(Key: string, Body: Uint8Array, Bucket = this.configuration.bucket): Promise<void> {
    await this.clients.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  }
}

/** Times of a prefix are those of the oldest record in the object. https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html */
function oldest(records: readonly SourceRecord[]): Date {
  return records.reduce((first, { arrival }) => (arrival < first ? arrival : first), new Date(8.64e15));
}
