const WORD_BYTES = 4;
/** Above this, a call into native code is faster than a loop over words. */
const LOOPED_BYTES = 160;

/** A piece of memory of its own. There is a word of room behind its bytes, so that words may be read and written from each of them on. */
export class Memory {
  /** Memory that holds these bytes. */
  static of(bytes: Uint8Array): Memory {
    const memory = new Memory(bytes.length);
    memory.bytes.set(bytes);
    return memory;
  }

  readonly bytes: Buffer;
  readonly view: DataView;

  constructor(readonly size: number) {
    this.bytes = Buffer.alloc(size + WORD_BYTES);
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  }

  /** Copies bytes of another piece here. Up to three bytes behind them are overwritten too. */
  copy(at: number, source: Memory, start: number, end: number): void {
    if (end - start > LOOPED_BYTES) {
      source.bytes.copy(this.bytes, at, start, end);
      return;
    }
    const { view } = this;
    const { view: sourceView } = source;
    for (; start < end; start += WORD_BYTES, at += WORD_BYTES) view.setInt32(at, sourceView.getInt32(start, true), true);
  }
}

/** A text that is looked for again and again. */
export class SoughtText {
  static readonly LEAST_BYTES = WORD_BYTES;
  readonly length: number;
  private readonly words: Int32Array;
  private readonly lastWord: number;

  constructor(text: Uint8Array) {
    this.length = text.length;
    const { view } = Memory.of(text);
    this.words = Int32Array.from({ length: Math.ceil(text.length / WORD_BYTES) - 1 }, (_, word) => view.getInt32(word * WORD_BYTES, true));
    this.lastWord = view.getInt32(text.length - WORD_BYTES, true);
  }

  /** Whether the text stands at a position. */
  standsAt(at: number, view: DataView): boolean {
    const { words } = this;
    // the last word reaches back over bytes that were compared before, never beyond the text
    if (view.getInt32(at + this.length - WORD_BYTES, true) !== this.lastWord) return false;
    for (let word = 0; word < words.length; word++) {
      if (view.getInt32(at + word * WORD_BYTES, true) !== words[word]) return false;
    }
    return true;
  }
}
