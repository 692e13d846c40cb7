import type { KinesisStreamEvent } from 'aws-lambda';
import { decode } from '../../../runtime/kpl-format';

/** Indexes readings that are not negative; the id makes a second delivery harmless. */
export async function handler(event: KinesisStreamEvent): Promise<{ batchItemFailures: Array<{ itemIdentifier: string }> }> {
  const lines: string[] = [];
  for (const { kinesis } of event.Records) {
    for (const { data } of decode({ partitionKey: kinesis.partitionKey, data: Buffer.from(kinesis.data, 'base64') })) {
      const reading: { readonly id: string; readonly amount: number } = JSON.parse(Buffer.from(data).toString());
      if (reading.amount < 0) continue;
      lines.push(JSON.stringify({ index: { _index: 'readings', _id: reading.id } }), JSON.stringify(reading));
    }
  }
  if (lines.length === 0) return { batchItemFailures: [] };
  const url = `${process.env.SEARCH_PROTOCOL ?? 'https'}://${process.env.SEARCH_ENDPOINT}/_bulk`;
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: `${lines.join('\n')}\n` });
  const text = await answer.text();
  if (!answer.ok || !text.includes('"errors":false')) throw new Error(`bulk request failed with ${answer.status}`);
  return { batchItemFailures: [] };
}
