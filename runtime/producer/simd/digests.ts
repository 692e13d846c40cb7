import { createHash } from 'node:crypto';
import { onceAvailable } from './availability';
import { Md5Lanes } from './md5-lanes';
import { Undigested } from '../../kpl-format';

/** From so many lanes busy on average, all of them together are faster than Node is with one message after the other. */
const WORTHWHILE_LANES = 2.5;

const md5Lanes = onceAvailable(() => new Md5Lanes());

/** Writes the MD5 of each message. */
export function writeDigests(messages: readonly Undigested[]): void {
  // the longest first, so that none of them runs alone in the end
  const ordered = [...messages].sort((one, other) => other.message.length - one.message.length);
  const bytes = ordered.reduce((sum, { message }) => sum + message.length, 0);
  const isWorthwhile = ordered.length > 0 && bytes >= ordered[0].message.length * WORTHWHILE_LANES;
  const lanes = isWorthwhile ? md5Lanes() : undefined;
  if (lanes === undefined) for (const { message, digest } of ordered) digest.set(createHash('md5').update(message).digest());
  else lanes.digest(ordered);
}
