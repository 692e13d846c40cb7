import type { NoteFile } from './notes';
import type { ParsedNote, ParsedParagraph, ZeppelinAnswers } from './zeppelin';
import { noteStatements } from '../../../local/flink/note-statements';

/** The settings of Zeppelin's Flink interpreter that a paragraph may have: it ignores others. */
const SETTINGS: { readonly [name: string]: RegExp } = { type: /^(update|append|single)$/, runAsOne: /^true$/ };

/** What Zeppelin understood otherwise than it was meant. */
export function misunderstood(notes: readonly NoteFile[], answers: ZeppelinAnswers): string[] {
  const names = notes.map(({ file }) => file.replace(/\.zpln$/, ''));
  const unequal = (what: string, found: readonly string[], wanted: readonly string[]) =>
    (JSON.stringify([...found].sort()) === JSON.stringify([...wanted].sort()) ? [] : [`Zeppelin ${what} ${found.join(', ') || 'none'}, not ${wanted.join(', ') || 'none'}`]);
  return [
    ...notes.flatMap((note) => misparsed(note, answers.parsed[note.file] ?? {}).map((fault) => `note ${note.file}: ${fault}`)),
    ...unequal('imported', answers.imported, names),
    ...unequal('imported once more', answers.importedAgain, []),
    ...unequal('has the notes', answers.listed, names.map((name) => `/${name}`)),
  ];
}

/** A note that Zeppelin parsed without any fault. */
export function isParsed(note: NoteFile, answers: ZeppelinAnswers): boolean {
  return misparsed(note, answers.parsed[note.file] ?? {}).length === 0;
}

function misparsed({ file, zpln }: NoteFile, { name, paragraphs = [], failure }: ParsedNote): string[] {
  if (failure !== undefined) return [failure];
  const statements = paragraphs.filter(({ interpreter }) => interpreter === 'flink.ssql').flatMap(({ script }) => noteStatements(asNote(script)));
  return [
    ...(name === file.replace(/\.zpln$/, '') ? [] : [`Zeppelin calls it ${name}`]),
    ...paragraphs.flatMap(misread),
    ...(JSON.stringify(statements) === JSON.stringify(noteStatements(zpln)) ? [] : ['Zeppelin gives other statements to Flink']),
  ];
}

function misread({ title, interpreter, properties, enabled, script }: ParsedParagraph): string[] {
  const unknown = Object.entries(properties).filter(([name, value]) => !(SETTINGS[name]?.test(value) ?? false));
  return [
    ...(['flink.ssql', 'md'].includes(interpreter) ? [] : [`paragraph ${title} goes to ${interpreter}`]),
    ...(enabled && script.trim() !== '' ? [] : [`paragraph ${title} is off or empty`]),
    ...unknown.map(([name, value]) => `paragraph ${title} has the setting ${name}=${value}`),
  ];
}

function asNote(script: string): string {
  return JSON.stringify({ paragraphs: [{ text: `%flink.ssql\n${script}` }] });
}
