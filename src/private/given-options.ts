/** The options that somebody decided, without those that are there but `undefined`, which are to leave a default as it is. */
export function given<Options extends object>(options: Options | undefined): Partial<Options> {
  const decided: Partial<Options> = { ...options };
  for (const property in decided) {
    if (decided[property] === undefined) {
      delete decided[property];
    }
  }
  return decided;
}
