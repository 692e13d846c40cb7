/** Makes it once, when it is first asked for; undefined where `create` throws, since Node or the processor has no SIMD, or it is forbidden. */
export function onceAvailable<T>(create: () => T): () => T | undefined {
  let isTried = false;
  let made: T | undefined;
  return () => {
    if (isTried) return made;
    isTried = true;
    try {
      made = create();
    } catch {
      // whoever asks has another way, which is only slower
    }
    return made;
  };
}
