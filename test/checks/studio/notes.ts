import { expectedTable, Script } from './script';
import { streams } from './streams';
import { studioNotes } from '../../../examples/taxi/notes';
import { boroughHours, taxiTrips } from '../../../examples/taxi/schema';
import { noteStatements } from '../../../local/flink/note-statements';

/** A note as the file that a person imports. */
export interface NoteFile {
  readonly file: string;
  readonly zpln: string;
}

const TABLES = {
  taxi_trips: expectedTable(taxiTrips, true, [{ name: 'trip_seconds', type: 'integer' }, { name: 'local_hour', type: 'integer' }]),
  borough_hours: expectedTable(boroughHours, false),
};

/** The notes of the examples, with the names of streams that exist nowhere. */
export function exampleNotes(): NoteFile[] {
  const { source, target } = streams();
  return studioNotes(source, target).map((note) => ({ file: `${note.name}.zpln`, zpln: note.toJson() }));
}

/** What the notes have Flink do, taken from the files alone. */
export function noteScripts(notes: readonly NoteFile[]): Script[] {
  return notes.map(({ file, zpln }) => ({ name: `note ${file}`, tables: TABLES, statements: noteStatements(zpln) }));
}
