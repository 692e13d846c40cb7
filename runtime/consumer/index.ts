/** Reads what a producer put: `import { readRecords } from 'streaming-analytics-pipeline/consumer'`. */
export { CompressedBlockError, type CompressedBlockProblem } from '../compressed-block/compressed-block-error';
export type { UserRecord } from '../kpl-format/user-record';
export * from './read-records';
