/** How the frame of a block is compressed. */
export type CompressionCodec = 'gzip' | 'brotli' | 'zstd';
