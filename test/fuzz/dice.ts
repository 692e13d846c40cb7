/** A random whole number from 0 up to this one. */
export type Roll = (sides: number) => number;

/** The same random numbers in every run: https://en.wikipedia.org/wiki/Xorshift. */
export function dice(seed: number): Roll {
  let state = seed;
  return (sides) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
}

/** Changes, inserts, removes or repeats some bytes. */
export function mutated(message: Buffer, roll: Roll): Buffer {
  let result = message;
  for (let changes = 1 + roll(4); changes > 0; changes--) {
    const at = roll(result.length + 1);
    const length = roll(8);
    const random = Buffer.from(Array.from({ length }, () => (roll(2) === 0 ? roll(256) : 0x80 + roll(128))));
    const [before, after] = [result.subarray(0, at), result.subarray(at)];
    switch (roll(4)) {
      case 0: result = Buffer.concat([before, random, after]); break;
      case 1: result = Buffer.concat([before, random, after.subarray(length)]); break;
      case 2: result = Buffer.concat([before, after.subarray(length)]); break;
      default: result = Buffer.concat([before, after.subarray(0, 2 * length), after]);
    }
  }
  return result;
}
