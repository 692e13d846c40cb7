/** Several records compressed together, as one user record that every consumer of Kinesis carries on: docs/compressed-records.md. */
export { BlockEncoder, largestFramedSize } from './block-encoder';
export { CODEC_NAMES, codecOf, type Codec } from './codec';
export { CompressedBlockError, type CompressedBlockProblem } from './compressed-block-error';
export type { CompressionCodec } from './compression-codec';
export { EXPANDED_LIMIT, startsWithBlockMagic } from './format';
export { openBlock, type OpenedBlock } from './open-block';
