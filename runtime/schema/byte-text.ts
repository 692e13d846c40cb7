/**
 * A text with one character per UTF-8 byte: what a piece of a record is where it has to be a string. Bytes beyond ASCII pass through without
 * being decoded and encoded again.
 */
export function toByteText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The text that a byte text stands for. */
export function fromByteText(byteText: string): string {
  return Buffer.from(byteText, 'latin1').toString('utf8');
}
