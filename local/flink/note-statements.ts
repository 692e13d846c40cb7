/** A note as far as its statements go: what Zeppelin exports and imports. */
interface NoteFile {
  readonly paragraphs: ReadonlyArray<{ readonly title?: string; readonly text: string }>;
}

const SQL = /^%flink\.ssql(?:\([^)]*\))?\n/;
/** Texts and quoted names, then comments: in neither a semicolon divides anything. */
const OPAQUE = /'(?:[^']|'')*'|`[^`]*`|--.*|\/\*[\s\S]*?\*\//g;

/** The statements of a note's SQL paragraphs, in the order in which a person runs them, each without its semicolon. */
export function noteStatements(zpln: string): string[] {
  const { paragraphs }: NoteFile = JSON.parse(zpln);
  return paragraphs.filter(({ text }) => SQL.test(text)).flatMap(({ text }) => statementsOf(text.replace(SQL, '')));
}

function statementsOf(script: string): string[] {
  const bare = script.replace(OPAQUE, (part) => 'x'.repeat(part.length));
  const ends = [...bare.matchAll(/;/g)].map(({ index }) => index);
  return [...ends, script.length].map((end, nth) => script.slice(nth === 0 ? 0 : ends[nth - 1] + 1, end).trim()).filter((sql) => sql !== '');
}
