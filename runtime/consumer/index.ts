/** Reads what a producer put: `import { readRecords } from 'streaming-analytics-pipeline/consumer'`. */
export { CompressedBlockError, type CompressedBlockProblem } from '../compressed-block';
export type { UserRecord } from '../kpl-format';
export * from './read-records';
