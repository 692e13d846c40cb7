import { readFileSync } from 'node:fs';
import type { ThroughputMinute } from '../../producer/capacity/throughput-minute';
import { messageOf, UsageError } from '../usage-error';

const COUNTS = [
  'UserRecordsPut', 'UserRecordsDataPut', 'KinesisRecordsPut', 'KinesisRecordsDataPut', 'PartitionKeyBytesPut', 'PutPayloadUnits', 'KibibytesBilled',
] as const;

/** @throws UsageError that names the line which is no recorded minute */
export function readRecording(file: string): ThroughputMinute[] {
  return read(file).split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const minute = parse(line);
    if (isMinute(minute)) return [minute];
    throw new UsageError(`${file}, line ${index + 1} is no recorded minute: from, to within 60 seconds, and ${COUNTS.join(', ')} are needed`);
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`the recording cannot be read: ${messageOf(error)}`);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isMinute(value: unknown): value is ThroughputMinute {
  if (typeof value !== 'object' || value === null) return false;
  const timeOf = (name: string) => Date.parse(String(Reflect.get(value, name)));
  const time = timeOf('to') - timeOf('from');
  const isCount = (count: unknown) => typeof count === 'number' && Number.isFinite(count) && count >= 0;
  const openShards: unknown = Reflect.get(value, 'OpenShards');
  // false for what is no time, too; a longer one would pass for a far busier minute
  return time >= 0 && time <= 60_000
    && COUNTS.every((name) => isCount(Reflect.get(value, name))) && (openShards === undefined || isCount(openShards));
}
