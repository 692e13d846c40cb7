import { AggregatedRecordEncoder } from '../../../runtime/kpl-format';

/** A KPL aggregate of user records. */
export function aggregate(...data: string[]): Uint8Array {
  const encoder = new AggregatedRecordEncoder();
  for (const record of data) encoder.add({ partitionKey: 'key', data: Buffer.from(record) });
  return encoder.encode();
}
