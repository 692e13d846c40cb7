import {
  add, and, andNot, Code, constant, isBelow, load, loadWord, Local, not, or, pick, plus, repeatWhile, shiftLeft, shiftRight, store, xor,
} from './instructions';
import { createFunction, SimdFunction } from './module';

/** Bytes of a block, https://www.rfc-editor.org/rfc/rfc1321. */
export const BLOCK = 64;
const STEPS = 64;
const STATE_WORDS = 4;
const VECTOR = 16;
/** Messages in the four words of one vector. */
const GROUP = 4;
/** The steps of one group depend on each other; those of a second one fill the time that the processor would wait. */
const GROUPS = 2;
/** Messages at a time. */
export const LANES = GROUP * GROUPS;
/** Bytes that a lane holds at once; all lanes together stay in the processor's first cache. */
export const PART = 4096;

const SINES = STATE_WORDS * VECTOR * GROUPS;
const MESSAGES = SINES + STEPS * 4;
/** A power of two would put all lanes into the same places of the cache. */
const STRIDE = PART + BLOCK;

const ROTATIONS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
const WORDS = [(step: number) => step, (step: number) => 5 * step + 1, (step: number) => 3 * step + 5, (step: number) => 7 * step];

type Four<T> = readonly [T, T, T, T];

/** Where the word of a lane's state is in the memory. */
export const stateAddress = (lane: number, word: number): number => {
  return (Math.floor(lane / GROUP) * STATE_WORDS + word) * VECTOR + lane % GROUP * 4;
};
/** Where the part of a lane's message is in the memory. */
export const messageAddress = (lane: number): number => MESSAGES + lane * STRIDE;

/**
 * The function that adds the blocks in the memory to the states; its parameter is how many bytes of each lane they take.
 *
 * @throws as `createFunction`
 */
export function createMd5Function(): SimdFunction {
  let locals = 0;
  const local = () => new Local(locals++);
  const [end, position] = [local(), local()];
  const numbers = locals - 1;
  const groups = Array.from({ length: GROUPS }, () => ({
    state: [local(), local(), local(), local()] as const,
    words: Array.from({ length: BLOCK / 4 }, local),
  }));
  const rows = [local(), local(), local(), local()] as const;
  const halves = [local(), local(), local(), local()] as const;
  const [sine, sum] = [local(), local()];

  const code = [
    ...groups.flatMap(({ state }, group) => state.flatMap((word, index) => word.set(loadState(group, index)))),
    ...repeatWhile([
      ...groups.flatMap(({ words }, group) => transpose(group, position, words, rows, halves)),
      ...Array.from({ length: STEPS }, (_, step) => [
        ...sine.set(loadWord(constant(0), SINES + step * 4)),
        ...groups.flatMap(({ state, words }) => mix(step, state, words, sine, sum)),
      ]).flat(),
      ...groups.flatMap(({ state }, group) => state.flatMap((word, index) => {
        return store(constant(0), (group * STATE_WORDS + index) * VECTOR, word.tee(add(word.get, loadState(group, index))));
      })),
    ], isBelow(position.tee(plus(position.get, constant(BLOCK))), end.get)),
  ];
  const created = createFunction(numbers, locals - 1 - numbers, code, messageAddress(LANES));
  const memory = new DataView(created.memory);
  for (let step = 0; step < STEPS; step++) memory.setUint32(SINES + step * 4, Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32), true);
  return created;
}

function loadState(group: number, word: number): Code {
  return load(constant(0), (group * STATE_WORDS + word) * VECTOR);
}

/** Loads a block of each message, and brings the words of the same number together. */
function transpose(group: number, position: Local, words: readonly Local[], rows: Four<Local>, halves: Four<Local>): Code {
  const code: number[] = [];
  for (let word = 0; word < words.length; word += 4) {
    rows.forEach((row, lane) => code.push(...row.set(load(position.get, messageAddress(group * GROUP + lane) + word * 4))));
    halves.forEach((half, index) => {
      const first = index % 2 * 2;
      const pair = index < 2 ? [0, 4, 1, 5] as const : [2, 6, 3, 7] as const;
      code.push(...half.set(pick(rows[first].get, rows[first + 1].get, pair)));
    });
    for (let index = 0; index < 4; index++) {
      const first = index < 2 ? 0 : 2;
      const pairs = index % 2 === 0 ? [0, 1, 4, 5] as const : [2, 3, 6, 7] as const;
      code.push(...words[word + index].set(pick(halves[first].get, halves[first + 1].get, pairs)));
    }
  }
  return code;
}

function mix(step: number, state: Four<Local>, words: readonly Local[], sine: Local, sum: Local): Code {
  const round = step >> 4;
  // instead of the values, their names move on
  const [a, b, c, d] = [0, 1, 2, 3].map((index) => state[index - step & 3]);
  const word = words[WORDS[round](step) % words.length];
  const bits = ROTATIONS[round][step & 3];
  const added = sum.tee(add(a.get, sine.get, word.get, ...functionOf(round, b.get, c.get, d.get)));
  return a.set(add(or(shiftLeft(added, bits), shiftRight(sum.get, 32 - bits)), b.get));
}

/** Summands that make up the round's function, such that little is left to do when `b`, the latest of the three, is known. */
function functionOf(round: number, b: Code, c: Code, d: Code): readonly Code[] {
  switch (round) {
    case 0: return [xor(and(xor(c, d), b), d)];
    case 1: return [andNot(c, d), and(b, d)];
    case 2: return [xor(xor(c, d), b)];
    default: return [xor(or(not(d), b), c)];
  }
}
