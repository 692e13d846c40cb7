import { BLOCK, createMd5Function, LANES, messageAddress, PART, stateAddress } from './md5-function';
import { SimdFunction } from './module';
import { Undigested } from '../../kpl-format';

const INITIAL_STATE = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
const WORD = 4;
/** Behind the message: one byte, and its length. */
const SMALLEST_PADDING = 9;
const LENGTH_BYTES = 8;
const NOTHING: Undigested = { message: new Uint8Array(0), digest: new Uint8Array(0) };

/** The MD5 of many messages, eight at the same time. */
export class Md5Lanes {
  private readonly mix: SimdFunction['call'];
  private readonly lanes: readonly Lane[];

  /** @throws as `createFunction` */
  constructor() {
    const { memory, call } = createMd5Function();
    this.mix = call;
    this.lanes = Array.from({ length: LANES }, (_, number) => new Lane(number, memory));
  }

  public digest(messages: readonly Undigested[]): void {
    let next = 0;
    for (;;) {
      for (const lane of this.lanes) {
        if (lane.left === 0 && next < messages.length) lane.start(messages[next++]);
      }
      const busy = this.lanes.filter(({ left }) => left > 0);
      if (busy.length === 0) return;
      const length = busy.reduce((least, { left }) => Math.min(least, left), PART);
      for (const lane of busy) lane.feed(length);
      // the others compute what nobody reads
      this.mix(length);
      for (const lane of busy) lane.took(length);
    }
  }
}

class Lane {
  /** Bytes of the message and its padding that are still to come. */
  public left = 0;
  private position = 0;
  private current = NOTHING;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly part: Uint8Array;
  private readonly partView: DataView;

  constructor(private readonly number: number, memory: ArrayBuffer) {
    this.bytes = new Uint8Array(memory);
    this.view = new DataView(memory);
    this.part = new Uint8Array(memory, messageAddress(number), PART);
    this.partView = new DataView(memory, messageAddress(number), PART);
  }

  public start(work: Undigested): void {
    this.current = work;
    this.position = 0;
    this.left = Math.ceil((work.message.length + SMALLEST_PADDING) / BLOCK) * BLOCK;
    // the memory of WebAssembly is little-endian on every machine
    INITIAL_STATE.forEach((value, word) => this.view.setUint32(stateAddress(this.number, word), value, true));
  }

  /** Brings the next bytes into the memory: whole blocks, and no more than are left. */
  public feed(length: number): void {
    const { position, part, partView, current: { message } } = this;
    const end = position + length;
    if (end <= message.length) {
      part.set(message.subarray(position, end));
      return;
    }
    const rest = message.subarray(position);
    part.set(rest);
    part.fill(0, rest.length, length);
    // unless it has come already
    if (position <= message.length) part[rest.length] = 0x80;
    if (length === this.left) partView.setBigUint64(length - LENGTH_BYTES, BigInt(message.length) * 8n, true);
  }

  public took(length: number): void {
    this.position += length;
    this.left -= length;
    if (this.left > 0) return;
    for (let word = 0; word < INITIAL_STATE.length; word++) {
      const address = stateAddress(this.number, word);
      this.current.digest.set(this.bytes.subarray(address, address + WORD), word * WORD);
    }
    this.current = NOTHING;
  }
}
