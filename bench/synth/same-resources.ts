/** @throws when the two apps do not have the same resource types as often as each other. */
export function checkSameResources(ours: readonly string[], handWritten: readonly string[]): void {
  const count = (types: readonly string[], type: string) => types.filter((other) => other === type).length;
  const different = [...new Set([...ours, ...handWritten])].sort()
    .filter((type) => count(ours, type) !== count(handWritten, type))
    .map((type) => `${type} ×${count(ours, type)}, by hand ×${count(handWritten, type)}`);
  if (different.length > 0) {
    throw new Error(`the hand-written app must have the resources of a pipeline with everything on, but differs in ${different.join('; ')}: change bench/synth/apps/hand-written`);
  }
}
