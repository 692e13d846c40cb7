/**
 * The JSON documents of a record, which may stand one behind the other: `{"a":1}{"a":2}`.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 * @returns each as text. What belongs to none of them is a text of its own or the beginning of one, and no JSON.
 */
export function splitDocuments(text: string): string[] {
  const documents: string[] = [];
  let start = 0;
  let depth = 0;
  let inString = false;
  for (let position = 0; position < text.length; position++) {
    const character = text[position];
    if (inString) {
      if (character === '\\') position++;
      else if (character === '"') inString = false;
    } else if (character === '"') {
      inString = true;
    } else if (character === '{' || character === '[') {
      depth++;
    } else if (character === '}' || character === ']') {
      depth--;
      if (depth > 0) continue;
      documents.push(text.slice(start, position + 1));
      start = position + 1;
      depth = 0;
    }
  }
  const rest = text.slice(start);
  return rest.trim() === '' ? documents : [...documents, rest];
}
