import { types } from 'node:util';

/** Jest runs tests in a realm of their own, where the errors of node:net are no `Error` to the SDK: outside of Jest they are. */
function isInstance(this: unknown, candidate: unknown): boolean {
  return this === Error ? types.isNativeError(candidate) : Function.prototype[Symbol.hasInstance].call(this, candidate);
}

export function useRealErrors(): void {
  beforeAll(() => {
    Object.defineProperty(Error, Symbol.hasInstance, { configurable: true, value: isInstance });
  });
  afterAll(() => {
    Reflect.deleteProperty(Error, Symbol.hasInstance);
  });
}
