import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A Kinesis record as the Kinesis Producer Library wrote it. */
export interface RecordedRecord {
  readonly shardId: string;
  readonly partitionKey: string;
  readonly explicitHashKey: string | null;
  /** Base64. */
  readonly data: string;
}

export interface Recording {
  readonly producer: string;
  readonly madeBy: string;
  readonly shards: number;
  readonly records: readonly RecordedRecord[];
}

/** The recording that the tests read. */
export const RECORDING_FILE = join(__dirname, 'kpl-1.1.1.json');

export function readRecording(): Recording {
  return JSON.parse(readFileSync(RECORDING_FILE, 'utf8'));
}
