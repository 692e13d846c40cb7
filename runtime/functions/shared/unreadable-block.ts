import type { UnreadableBlock } from '../../consumer';
import type { Reason } from '../../schema';

/** Why a compressed block is rejected as a whole; what it claims about itself is no content. */
export function reasonOf({ error }: UnreadableBlock): Reason {
  return { rule: `a compressed block that can be read (${error.code})`, received: error.message };
}
