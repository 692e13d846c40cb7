/** What is wrong with a compressed block, for a `switch` in the caller. */
export type CompressedBlockProblem =
  | 'Truncated'
  | 'UnknownVersion'
  | 'UnknownCodec'
  | 'CodecUnavailable'
  | 'TooLarge'
  | 'Damaged'
  | 'SizeMismatch'
  | 'ChecksumMismatch'
  | 'MalformedFrame'
  | 'CountMismatch';

/** A compressed block cannot be read; its message says why, and never shows what is inside. */
export class CompressedBlockError extends Error {
  public override readonly name = 'CompressedBlockError';

  constructor(
    /** What is wrong, for a `switch` in the caller. */
    public readonly code: CompressedBlockProblem,
    message: string,
  ) {
    super(message);
  }
}
