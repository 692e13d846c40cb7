import { Code, unsigned } from './instructions';

/** What we need of https://webassembly.github.io/spec/js-api/, which the types of Node do not have. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: { readonly '': { readonly '': Memory } }) => { readonly exports: { readonly '': (end: number) => void } };
};

interface Memory {
  readonly buffer: ArrayBuffer;
}

/** A WebAssembly function with one number as its parameter, and the memory it works on. */
export interface SimdFunction {
  readonly memory: ArrayBuffer;
  readonly call: (parameter: number) => void;
}

const PAGE = 65_536;
const NUMBER = 0x7f;
const VECTOR = 0x7b;
const FUNCTION = 0x60;
/** All that is imported or exported here has the empty name. */
const NAME = 0;

/**
 * Makes the function of its code: its parameter is local 0, followed by as many locals for numbers and vectors as are given.
 *
 * @throws ReferenceError, TypeError, or an error of WebAssembly where Node or the processor has none, or it is forbidden
 */
export function createFunction(numbers: number, vectors: number, code: Code, memorySize: number): SimdFunction {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(memorySize / PAGE) });
  const module = new WebAssembly.Module(encodeModule([2, ...unsigned(numbers), NUMBER, ...unsigned(vectors), VECTOR, ...code, 0x0b]));
  const { exports } = new WebAssembly.Instance(module, { '': { '': memory } });
  return { memory: memory.buffer, call: exports[''] };
}

/** https://webassembly.github.io/spec/core/binary/modules.html */
function encodeModule(body: Code): Uint8Array {
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [FUNCTION, 1, NUMBER, 0]),
    // the memory, of at least one page
    ...section(2, [NAME, NAME, 2, 0, 1]),
    ...section(3, [0]),
    ...section(7, [NAME, 0, 0]),
    ...section(10, [...unsigned(body.length), ...body]),
  ]);
}

/** With one entry. */
function section(id: number, entry: Code): Code {
  return [id, ...unsigned(entry.length + 1), 1, ...entry];
}
