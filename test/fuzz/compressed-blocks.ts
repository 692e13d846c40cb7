import { breakBlock, wholeBlock } from './broken-blocks';
import type { FuzzedDecoder } from './fuzzed-decoder';
import { EXPANDED_LIMIT, startsWithBlockMagic } from '../../runtime/compressed-block';
import { readRecords, type ReadRecordsResult } from '../../runtime/consumer';
import { AggregatedRecordEncoder } from '../../runtime/kpl-format';

const RECORD_HEADER = 7;
const NEIGHBOURS = 2;

/** A broken block between two sound neighbours. */
export const COMPRESSED_BLOCKS: FuzzedDecoder = {
  name: 'compressed blocks',
  tryOne: (roll) => {
    const broken = breakBlock(wholeBlock(roll), roll);
    const encoder = new AggregatedRecordEncoder();
    encoder.add({ partitionKey: 'before', data: Buffer.from('plain') });
    encoder.add({ partitionKey: 'broken', data: broken });
    encoder.add({ partitionKey: 'behind', data: wholeBlock(roll) });
    const bytes = encoder.encode();
    const input = Buffer.from(bytes);
    let result: ReadRecordsResult;
    try {
      result = readRecords({ partitionKey: 'outer', data: input });
    } catch (error) {
      return { problem: `${broken.toString('hex')}: threw ${String(error)}` };
    }
    const problem = input.equals(bytes) ? problemWith(result, broken) : 'changed its input';
    return problem === undefined ? { outcome: outcomeOf(result, broken) } : { problem: `${broken.toString('hex')}: ${problem}` };
  },
};

function problemWith({ records, unreadable }: ReadRecordsResult, broken: Buffer): string | undefined {
  const at = (place: number) => records.filter(({ subSequenceNumber }) => subSequenceNumber === place);
  if (at(0).length !== 1 || at(NEIGHBOURS).length === 0 || unreadable.some(({ subSequenceNumber }) => subSequenceNumber !== 1)) {
    return 'a neighbour did not arrive';
  }
  const found = at(1);
  if (!startsWithBlockMagic(broken)) return found.length === 1 && broken.equals(found[0].data) ? undefined : 'what is no block any more did not arrive as it is';
  if ((found.length > 0) === (unreadable.length > 0)) return 'ended in both places or in neither';
  if (unreadable.length > 0) {
    if (unreadable.length > 1 || !broken.equals(unreadable[0].data)) return 'an unreadable block was not told as it came, once';
    return unreadable[0].error.message.includes('compressed block') ? undefined : `a reason without sense: ${unreadable[0].error.message}`;
  }
  const bytes = found.reduce((sum, { partitionKey, explicitHashKey = '', data }) => {
    return sum + RECORD_HEADER + Buffer.byteLength(partitionKey) + explicitHashKey.length + data.length;
  }, 0);
  // a key that is no UTF-8 any more is longer as text
  if (bytes > 3 * EXPANDED_LIMIT) return `yielded ${bytes} bytes`;
  return found.every(({ recordIndex }, index) => recordIndex === index) ? undefined : 'records are not numbered one by one';
}

function outcomeOf({ unreadable }: ReadRecordsResult, broken: Buffer): string {
  if (!startsWithBlockMagic(broken)) return 'plain';
  return unreadable.length > 0 ? unreadable[0].error.code : 'read';
}
