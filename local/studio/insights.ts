import { DescribeStreamSummaryCommand } from '@aws-sdk/client-kinesis';
import type { Windows } from './windows';
import type { Clients } from '../emulator/clients';
import type { StudioRun } from '../options/studio-run';
import { countDocuments, readDocuments } from '../read-back/search';
import { ShardReader } from '../workers/shard-reader';

type Fields = Pick<StudioRun, 'id' | 'count'>;

/** The windows in the stream that a note writes. A writer's retry may put one twice, as long as it says the same. */
export async function streamedWindows(clients: Clients, stream: string, fields: Fields): Promise<Windows> {
  const { StreamDescriptionSummary } = await clients.kinesis.send(new DescribeStreamSummaryCommand({ StreamName: stream }));
  const found: string[] = [];
  for (const reader of await ShardReader.open(clients.kinesis, StreamDescriptionSummary?.StreamARN ?? '', { type: 'TRIM_HORIZON' })) {
    for (let atTip = false; !atTip;) {
      const answer = await reader.read(10_000);
      found.push(...answer.records.map(({ data }) => Buffer.from(data).toString('utf8')));
      atTip = answer.atTip;
    }
  }
  return windowsOf([...new Set(found)], fields, 'the stream of insights');
}

/** The windows in the index that the stream of insights ends in. */
export async function indexedWindows(endpoint: string, { index, ...fields }: StudioRun): Promise<Windows> {
  const documents = await countDocuments(endpoint, index) === 0 ? [] : await readDocuments(endpoint, index);
  return windowsOf(documents, fields, `index ${index}`);
}

/** @throws when two records of one window differ. */
function windowsOf(records: readonly string[], { id, count }: Fields, place: string): Windows {
  const windows = new Map<string, number>();
  for (const record of records) {
    const content: { [field: string]: unknown } = JSON.parse(record);
    const window = String(content[id]);
    if (windows.has(window)) throw new Error(`${place} holds two results of window ${window}`);
    windows.set(window, Number(content[count]));
  }
  return windows;
}
