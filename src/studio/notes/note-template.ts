import { Token, Tokenization } from 'aws-cdk-lib';
import type { StudioNote } from './studio-note';

/** A note as far as it is known when the app is synthesized, and the tokens for the rest. */
export interface NoteTemplate {
  /** A `StudioNoteTemplate`. */
  readonly json: string;
  readonly values: string[];
}

type Part = string | number;

/** Takes the tokens out of a note, so that its file is the same wherever it is deployed. */
export function noteTemplate(note: StudioNote): NoteTemplate {
  const tokens = note._texts.flatMap((text) => Tokenization.reverseString(text).tokens.map((token) => Token.asString(token)));
  const values = [...new Set(tokens)];
  const json = JSON.stringify(note._render(({ _text }) => values.reduce<Part[]>(takeOut, [_text])));
  return { json, values };
}

function takeOut(parts: Part[], value: string, number: number): Part[] {
  return parts.flatMap((part) => (typeof part === 'string' ? part.split(value).flatMap((piece, index) => (index === 0 ? [piece] : [number, piece])) : [part]));
}
