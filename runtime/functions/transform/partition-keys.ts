import type { FirehoseTransformationMetadata } from 'aws-lambda';
import type { PartitionKeysConfig } from '../../../src/delivery/transform-config';
import type { RecordSchemaConfig } from '../../../src/schema/record-schema-config';
import { fieldTextOf, type Reason, type Row } from '../../schema';

/** Where Firehose is to write a record. */
export interface Partition {
  /** Unique for the values of the keys. */
  readonly name: string;
  readonly metadata: FirehoseTransformationMetadata;
  /** What the metadata adds to an answer. */
  readonly metadataBytes: number;
}

/** Where each part of an ISO-8601 instant begins and ends. */
const PARTS: { readonly [part in PartitionKeysConfig['eventTime'][number]]: readonly [number, number] } = {
  year: [0, 4], month: [5, 7], day: [8, 10], hour: [11, 13],
};
/** Firehose keeps 500 partitions open, so few more come up in a while. */
const MOST_REMEMBERED = 1000;

/**
 * The keys of dynamic partitioning, under the names of the table's partition columns.
 * https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-partitioning-keys.html
 */
export class PartitionKeys {
  private readonly fields: { readonly name: string; readonly textOf: (row: Row) => string | undefined }[];
  private readonly eventTime: { readonly parts: PartitionKeysConfig['eventTime']; readonly textOf: (row: Row) => string | undefined };
  private readonly folderName: RegExp;
  private readonly remembered = new Map<string, Partition>();

  constructor(schema: RecordSchemaConfig, config: PartitionKeysConfig) {
    this.fields = config.fields.map((name) => ({ name, textOf: fieldTextOf(schema, name) }));
    this.eventTime = { parts: config.eventTime, textOf: fieldTextOf(schema, schema.eventTime) };
    this.folderName = new RegExp(config.folderName, 'u');
  }

  /** The partition of a valid record, or why it has none. */
  of(row: Row): Partition | Reason {
    const keys: { [name: string]: string } = {};
    for (const { name, textOf } of this.fields) {
      const text = textOf(row) ?? '';
      if (!this.folderName.test(text)) return { field: name, rule: 'a value that can be the name of a partition\'s folder' };
      keys[name] = text;
    }
    const { parts, textOf } = this.eventTime;
    const instant = parts.length > 0 ? textOf(row) ?? '' : '';
    for (const part of parts) keys[part] = instant.slice(...PARTS[part]);
    // no folder name holds a slash
    return this.partition(Object.values(keys).join('/'), keys);
  }

  private partition(name: string, partitionKeys: { [name: string]: string }): Partition {
    const known = this.remembered.get(name);
    if (known !== undefined) return known;
    if (this.remembered.size === MOST_REMEMBERED) this.remembered.clear();
    const metadata = { partitionKeys };
    const partition = { name, metadata, metadataBytes: Buffer.byteLength(`,"metadata":${JSON.stringify(metadata)}`) };
    this.remembered.set(name, partition);
    return partition;
  }
}
