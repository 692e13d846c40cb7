import * as zlib from 'node:zlib';
import type { CompressionCodec } from './compression-codec';

interface CodecOptions extends zlib.ZlibOptions {
  readonly params?: { [parameter: number]: number };
}

export interface Codec {
  /** Its number in the header of a block. */
  readonly code: number;
  readonly compress: (frame: Uint8Array) => Uint8Array;
  /** Throws when the bytes are damaged or stand for more than `maximumSize`. */
  readonly decompress: (payload: Uint8Array, maximumSize: number) => Buffer;
}

type ZlibFunction = (data: Uint8Array, options: CodecOptions) => Buffer;

/** Frames go through in one piece, but nobody's claim of a size decides about more memory at once than this. */
const LARGEST_CHUNK = 1024 * 1024;
const SMALLEST_CHUNK = 1024;
/** Numbers of https://facebook.github.io/zstd/zstd_manual.html, which the type definitions of Node 20 do not have. */
const ZSTD_COMPRESSION_LEVEL = 100;
const ZSTD_WINDOW_LOG_MAX = 100;
/** 16 MiB: a block needs no larger window, and a hostile one could ask for gigabytes. */
const WINDOW_LOG_MAX = 24;

/** For what does not become smaller. */
const STORED: Codec = {
  code: 0,
  compress: (frame) => frame,
  decompress: (payload) => Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
};

const GZIP = codec(1, zlib.gzipSync, { level: 1 }, zlib.gunzipSync);

/** The lowest levels: on JSON the next ones take twice the processor time for a tenth less. */
const CODECS: Readonly<Record<CompressionCodec, Codec | undefined>> = {
  gzip: GZIP,
  brotli: codec(2, zlib.brotliCompressSync, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }, zlib.brotliDecompressSync),
  zstd: zstd(),
};

const BY_CODE: readonly (Codec | undefined)[] = [STORED, CODECS.gzip, CODECS.brotli, CODECS.zstd];

/** Names of all codecs, those that this Node lacks included. */
export const CODEC_NAMES: readonly CompressionCodec[] = ['gzip', 'brotli', 'zstd'];

/** The codec, unless this version of Node lacks it. */
export function codecOf(name: CompressionCodec): Codec | undefined {
  return CODECS[name];
}

export function storedCodec(): Codec {
  return STORED;
}

/** For what others make smaller than readers believe. */
export function densestCodec(): Codec {
  return GZIP;
}

/** The codec with this number in a header; `unavailable` when this version of Node lacks it, undefined when there is none. */
export function codecWithCode(code: number): Codec | 'unavailable' | undefined {
  return code < BY_CODE.length ? BY_CODE[code] ?? 'unavailable' : undefined;
}

function codec(code: number, compress: ZlibFunction, options: CodecOptions, decompress: ZlibFunction, decompressOptions: CodecOptions = {}): Codec {
  return {
    code,
    compress: (frame) => compress(frame, { ...options, chunkSize: chunkFor(frame.length) }),
    decompress: (payload, maximumSize) => {
      return decompress(payload, { ...decompressOptions, chunkSize: chunkFor(maximumSize), maxOutputLength: maximumSize });
    },
  };
}

/** From Node 22.15 on. */
function zstd(): Codec | undefined {
  const compress: unknown = Reflect.get(zlib, 'zstdCompressSync');
  const decompress: unknown = Reflect.get(zlib, 'zstdDecompressSync');
  if (!isZlibFunction(compress) || !isZlibFunction(decompress)) return undefined;
  return codec(3, compress, { params: { [ZSTD_COMPRESSION_LEVEL]: 1 } }, decompress, { params: { [ZSTD_WINDOW_LOG_MAX]: WINDOW_LOG_MAX } });
}

function isZlibFunction(value: unknown): value is ZlibFunction {
  return typeof value === 'function';
}

function chunkFor(size: number): number {
  return Math.max(SMALLEST_CHUNK, Math.min(size, LARGEST_CHUNK));
}
