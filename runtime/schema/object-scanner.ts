import { SoughtText } from './memory';
import type { RecordBytes } from './record-bytes';
import { SPACED, type Row } from './row';
import { TokenKind } from './token';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

const TRUE = new SoughtText(Buffer.from('true'));
const ALSE = new SoughtText(Buffer.from('alse'));
const NULL = new SoughtText(Buffer.from('null'));

/** 1 for the bytes that mean nothing but themselves inside a string. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0);

/** What is remembered stays small whatever producers send: with more keys than these it begins anew, and longer ones are looked up each time. */
const REMEMBERED_MEMBERS = 256;
const REMEMBERED_KEY_BYTES = 128;

/** How many members that a producer may leave out are looked past. */
const OVERLOOKED_MEMBERS = 8;

interface KnownMember {
  /** The key in its quotes, and the colon. */
  readonly head: SoughtText;
  readonly slot: number;
  /** Which came behind it. */
  next?: KnownMember;
}

/**
 * Finds where the values of one flat JSON object lie, without building the object: numbers keep every digit because nothing converts them.
 * The grammar is that of RFC 8259 and `JSON.parse`: the last of several equal keys wins.
 *
 * Producers write their keys in the same order every time, so each key is first compared with the one that came next before.
 */
export class ObjectScanner {
  /** Whether the last scan met a byte beyond ASCII; only then the object may be something else than UTF-8. */
  beyondAscii = false;
  /** How far the last scan looked for the end of a nested value that is none; 0 when it met no such value. */
  soughtTo = 0;

  private bytes: Buffer;
  private view: DataView;
  private kind = TokenKind.ABSENT;
  private escaped = false;
  private readonly slots = new Map<string, number>();
  private readonly known = new Map<string, KnownMember>();
  /** Stands before the first member of an object. */
  private readonly beginning: KnownMember = { head: new SoughtText(Buffer.from('"": ')), slot: -1 };
  private before = this.beginning;

  /** Fills the row's tokens from the record's bytes. */
  constructor(keys: readonly string[], private readonly record: RecordBytes, private readonly row: Row) {
    this.bytes = record.memory.bytes;
    this.view = record.memory.view;
    keys.forEach((key, slot) => this.slots.set(key, slot));
  }

  /** To be called when the record has been taken. */
  reset(): void {
    this.bytes = this.record.memory.bytes;
    this.view = this.record.memory.view;
    this.row.memory = this.record.memory;
  }

  /** Position of the first byte at or behind `at` that is not JSON white space. */
  skipSpace(at: number): number {
    const { bytes } = this;
    let byte = bytes[at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++at];
    return at;
  }

  /** Scans one object from `at` on and returns the position behind it, or -1 when the text there is not a JSON object. */
  scan(at: number): number {
    const { bytes } = this;
    const { kinds, starts, ends, heads } = this.row;
    for (let slot = 0; slot < kinds.length; slot++) kinds[slot] = TokenKind.ABSENT;
    this.beyondAscii = false;
    this.soughtTo = 0;
    if (bytes[at] !== OPEN_OBJECT) return -1;
    let head = at++;
    if (bytes[at] !== QUOTE) {
      head = SPACED;
      at = this.skipSpace(at);
      if (bytes[at] === CLOSE_OBJECT) return at + 1;
    }
    this.before = this.beginning;
    for (;;) {
      if (bytes[at] !== QUOTE) return -1;
      let slot: number;
      const expected = this.expectedAt(at);
      if (expected !== undefined) {
        slot = expected.slot;
        at += expected.head.length;
      } else {
        const close = this.endOfString(at + 1);
        if (close < 0 || (this.escaped && !this.isJson(at, close + 1))) return -1;
        slot = this.learn(at, close);
        at = close + 1;
        if (this.escaped || bytes[at] !== COLON) head = SPACED;
        at = this.skipSpace(at);
        if (bytes[at++] !== COLON) return -1;
      }
      if (bytes[at] <= 0x20) {
        head = SPACED;
        at = this.skipSpace(at);
      }
      const start = at;
      at = this.endOfValue(at);
      if (at < 0) return -1;
      if (slot >= 0) {
        kinds[slot] = this.kind;
        starts[slot] = start;
        ends[slot] = at;
        heads[slot] = head;
      }
      if (bytes[at] <= 0x20) at = this.skipSpace(at);
      if (bytes[at] === COMMA) {
        head = at++;
        if (bytes[at] <= 0x20) {
          head = SPACED;
          at = this.skipSpace(at);
        }
      } else {
        return bytes[at] === CLOSE_OBJECT ? at + 1 : -1;
      }
    }
  }

  /** The same for an object that ends before the line end at `lineEnd`. */
  scanLine(at: number, lineEnd: number): number {
    const { bytes } = this;
    const byte = bytes[lineEnd];
    bytes[lineEnd] = 0;
    const end = this.scan(at);
    bytes[lineEnd] = byte;
    return end;
  }

  /**
   * The known member that begins at a position, if it is one that was expected there: the next one, or one behind it, since a producer that leaves
   * members out keeps the order of the others.
   */
  private expectedAt(at: number): KnownMember | undefined {
    const { view, before } = this;
    const { next } = before;
    let member = next;
    for (let overlooked = 0; member !== undefined && overlooked <= OVERLOOKED_MEMBERS; overlooked++, member = member.next) {
      if (!member.head.standsAt(at, view)) continue;
      // one that no schema knows and that does not come again would be in the way for ever
      if (member !== next && next !== undefined && next.slot < 0) before.next = member;
      this.before = member;
      return member;
    }
    return undefined;
  }

  /** The slot of the key whose quotes stand at `open` and `close`; it is expected in this place from now on. */
  private learn(open: number, close: number): number {
    const raw = this.bytes.toString('latin1', open + 1, close);
    // a key beyond ASCII is looked up each time, so that its bytes are checked each time
    const rememberable = !this.escaped && raw.length <= REMEMBERED_KEY_BYTES && /^[\x20-\x7f]+$/.test(raw);
    if (!rememberable) return this.slots.get(this.escaped ? this.unescaped(raw) : raw) ?? -1;
    if (this.known.size === REMEMBERED_MEMBERS) this.forget();
    let member = this.known.get(raw);
    if (member === undefined) {
      member = { head: new SoughtText(Buffer.from(`"${raw}":`)), slot: this.slots.get(raw) ?? -1, next: this.before.next };
      this.known.set(raw, member);
    }
    this.before.next = member;
    this.before = member;
    return member.slot;
  }

  private forget(): void {
    this.known.clear();
    this.beginning.next = undefined;
    this.before = this.beginning;
  }

  private unescaped(raw: string): string {
    const parsed: unknown = JSON.parse(`"${Buffer.from(raw, 'latin1').toString('utf8')}"`);
    return typeof parsed === 'string' ? Buffer.from(parsed, 'utf8').toString('latin1') : raw;
  }

  /** Position behind the value that begins at `at`, its kind in `this.kind`; -1 when there is none. */
  private endOfValue(at: number): number {
    const { view } = this;
    const first = this.bytes[at];
    if (first === QUOTE) {
      const close = this.endOfString(at + 1);
      if (close < 0) return -1;
      if (!this.escaped) {
        this.kind = TokenKind.STRING;
        return close + 1;
      }
      this.kind = TokenKind.ESCAPED_STRING;
      return this.isJson(at, close + 1) ? close + 1 : -1;
    }
    if (first === MINUS || (first >= ZERO && first <= NINE)) return this.endOfNumber(at);
    if (first === OPEN_OBJECT || first === OPEN_ARRAY) return this.endOfNested(at);
    if (first === 0x66) return ALSE.standsAt(at + 1, view) ? this.literal(TokenKind.FALSE, at + 5) : -1;
    if (first === 0) return -1;
    if (TRUE.standsAt(at, view)) return this.literal(TokenKind.TRUE, at + TRUE.length);
    return NULL.standsAt(at, view) ? this.literal(TokenKind.NULL, at + NULL.length) : -1;
  }

  private literal(kind: TokenKind, end: number): number {
    this.kind = kind;
    return end;
  }

  /** Position of the closing quote; whether a backslash came before it in `this.escaped`. */
  private endOfString(at: number): number {
    const { bytes } = this;
    this.escaped = false;
    for (;;) {
      while (PLAIN[bytes[at]] === 1) at++;
      const byte = bytes[at];
      if (byte === QUOTE) return at;
      if (byte === BACKSLASH) {
        this.escaped = true;
        at += 2;
      } else if (byte >= 0x80) {
        this.beyondAscii = true;
        at++;
      } else {
        // a control character, or the end of the bytes
        return -1;
      }
    }
  }

  private endOfNumber(at: number): number {
    const { bytes } = this;
    this.kind = TokenKind.INTEGER;
    if (bytes[at] === MINUS) at++;
    if (bytes[at] === ZERO) at++;
    else if ((at = this.endOfDigits(at)) < 0) return -1;
    if (bytes[at] === DOT) {
      this.kind = TokenKind.FRACTION;
      if ((at = this.endOfDigits(at + 1)) < 0) return -1;
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) {
      this.kind = TokenKind.EXPONENT;
      const sign = bytes[at + 1] === PLUS || bytes[at + 1] === MINUS ? 1 : 0;
      at = this.endOfDigits(at + 1 + sign);
    }
    return at;
  }

  private endOfDigits(at: number): number {
    const { bytes } = this;
    const start = at;
    while (bytes[at] >= ZERO && bytes[at] <= NINE) at++;
    return at === start ? -1 : at;
  }

  /** By brackets to the end, then `JSON.parse` says whether it is JSON: it has no limit of depth, where a recursion of ours had one. */
  private endOfNested(start: number): number {
    const end = this.endOfBrackets(start);
    this.kind = TokenKind.NESTED;
    if (end >= 0 && this.isJson(start, end)) return end;
    return end < 0 ? -1 : this.broken(end);
  }

  private endOfBrackets(start: number): number {
    const { bytes } = this;
    let depth = 0;
    for (let at = start; ; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        const close = this.endOfString(at + 1);
        if (close < 0) return this.broken(at);
        at = close;
      } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        depth++;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        if (--depth === 0) return at + 1;
      } else if (byte === 0) {
        // the end of the bytes, or what stands in no JSON
        return this.broken(at);
      }
    }
  }

  private broken(at: number): -1 {
    this.soughtTo = at;
    return -1;
  }

  private isJson(start: number, end: number): boolean {
    try {
      JSON.parse(this.bytes.toString('latin1', start, end));
      return true;
    } catch {
      return false;
    }
  }
}
