import { TokenKind } from '../token';
import { AS_IS, Refusal, type Coercer } from './coercer';

const OBJECT = new Refusal('JSON object');
const OPEN_OBJECT = 0x7b;

const STRING_OR_SPACE = /("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r\n]+/g;

/**
 * A JSON object as it stands on the wire, digits and key order included. Nothing else, since `flat_object` takes nothing else
 * (https://github.com/opensearch-project/OpenSearch/issues/8250): curated data and search hold the same records. Only line ends have to go, together with the other white space
 * between tokens, because both destinations are one line a record.
 */
export const coerceJson: Coercer = (row, slot) => {
  const kind: TokenKind = row.kinds[slot];
  if (kind !== TokenKind.NESTED || row.memory.bytes[row.starts[slot]] !== OPEN_OBJECT) return OBJECT;
  const json = row.token(slot);
  return /[\r\n]/.test(json) ? json.replace(STRING_OR_SPACE, '$1') : AS_IS;
};
