/** What a person or a schedule asks of the studio lifecycle function. */
export interface StudioLifecycleRequest {
  readonly action: 'start' | 'stop' | 'status' | 'import';
}

/** What it answers: the state the application really is in. */
export interface StudioLifecycleAnswer {
  readonly applicationName: string;
  /** As the service names it: READY, STARTING, RUNNING, STOPPING, … */
  readonly status: string;
  /** With the action import: the names of the notes that were not there before. */
  readonly imported?: readonly string[];
}

/** Environment of the lifecycle function. */
export interface StudioLifecycleEnvironment {
  readonly APPLICATION_NAME: string;
  /** Where the notes to import are, as a JSON array of S3Location; only where notes are imported. */
  readonly NOTES?: string;
}

/** An object in S3. */
export interface S3Location {
  readonly Bucket: string;
  readonly Key: string;
}

/** The type of the custom resource that writes a note. */
export type StudioNoteResourceType = 'Custom::StudioNote';

/** What the custom resource that writes a note is told. */
export interface StudioNoteProperties {
  /** A file that holds a `StudioNoteTemplate`. */
  readonly Template: S3Location;
  readonly Target: S3Location;
  /** What only a deployment knows. */
  readonly Values: readonly string[];
}

/** A note in which a text is a list: strings as they are, and numbers that say which of the values stands there. */
export interface StudioNoteTemplate {
  readonly paragraphs: ReadonlyArray<{ readonly text: ReadonlyArray<string | number> }>;
}
