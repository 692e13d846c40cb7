import type { Measured } from './apps/measured';

/** @throws when the hand-written app has other resource types than ours, or the same ones with more in them. */
export function checkSameResources(ours: Measured, handWritten: Measured): void {
  const count = (types: readonly string[], type: string) => types.filter((other) => other === type).length;
  const different = [...new Set([...ours.types, ...handWritten.types])].sort()
    .filter((type) => count(ours.types, type) !== count(handWritten.types, type))
    .map((type) => `${type} ×${count(ours.types, type)}, by hand ×${count(handWritten.types, type)}`);
  if (different.length > 0) {
    throw new Error(`the hand-written app must have the resources of a pipeline with everything on, but differs in ${different.join('; ')}: change bench/synth/apps/hand-written`);
  }
  if (handWritten.templateBytes > ours.templateBytes) {
    throw new Error(`the hand-written app must not be given more to do than ours: its template has ${handWritten.templateBytes} bytes, ours ${ours.templateBytes}`);
  }
}
