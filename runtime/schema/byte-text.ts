/**
 * A text with one character per UTF-8 byte. The schema room works on it because offsets in the bytes are then offsets in the text,
 * slices of it cost nothing, and bytes beyond ASCII pass through without being decoded and encoded again.
 */
export function toByteText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The text that a byte text stands for. */
export function fromByteText(byteText: string): string {
  return Buffer.from(byteText, 'latin1').toString('utf8');
}
