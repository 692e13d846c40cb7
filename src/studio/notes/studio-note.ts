import { Token } from 'aws-cdk-lib';
import type { StudioParagraph } from './studio-paragraph';
import { Problems } from '../../private/problems';

/** Properties of a {@link StudioNote}. */
export interface StudioNoteProps {
  /** Name of the note: letters, digits, spaces, hyphens and underscores, at most 100. */
  readonly name: string;

  /** The paragraphs, in their order: at least one. */
  readonly paragraphs: StudioParagraph[];

  /**
   * Whether a person can deploy the note as an application that goes on without the notebook: then one paragraph has INSERTs, after the definitions that
   * they need, and none has a SELECT of its own.
   *
   * @default false
   * @see https://docs.aws.amazon.com/managed-flink/latest/java/how-notebook-durable.html
   */
  readonly deployable?: boolean;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9 _-]{0,99}$/;
const ZEPPELIN = '0.10.0';

/** What Zeppelin shows of a paragraph. */
const APPEARANCE = { colWidth: 12, enabled: true, fontSize: 9 };
const MARKDOWN = { ...APPEARANCE, editorHide: true, editorMode: 'ace/mode/markdown' };
const SQL = { ...APPEARANCE, editorMode: 'ace/mode/sql', editorSetting: { language: 'sql', editOnDblClick: false, completionKey: 'TAB', completionSupport: true } };

/**
 * A note of a Studio notebook, as Zeppelin 0.10 imports it.
 *
 * @example
 * new StudioNote({
 *   name: 'Trips by borough',
 *   paragraphs: [
 *     StudioParagraph.markdown('# Trips by borough'),
 *     StudioParagraph.tables('Tables', [trips]),
 *     StudioParagraph.query('Trips of each hour', tripsByBorough),
 *   ],
 * });
 */
export class StudioNote {
  /** Name of the note. */
  public readonly name: string;

  /** @throws when the name is wrong, when there is no paragraph or an empty one, or when a deployable note cannot be deployed; one message lists all problems */
  constructor(private readonly props: StudioNoteProps) {
    this.name = props.name;
    const problems = new Problems(`StudioNote ${JSON.stringify(props.name)}`);
    problems.when(Token.isUnresolved(props.name) || !NAME.test(props.name),
      'name must begin with a letter or digit and have letters, digits, spaces, hyphens and underscores, at most 100');
    problems.when(props.paragraphs.length === 0, 'paragraphs must be at least one, got none');
    const sql = props.paragraphs.filter(({ _title }) => _title !== undefined);
    const named = (paragraphs: StudioParagraph[]) => paragraphs.map(({ _title }) => JSON.stringify(_title)).join(', ');
    const empty = sql.filter(({ _kinds }) => _kinds.length === 0);
    problems.when(empty.length > 0, `a paragraph must have statements, got none in ${named(empty)}`);
    if (props.deployable) {
      const inserting = sql.filter(({ _kinds }) => _kinds.includes('insert'));
      problems.when(inserting.length !== 1, `a deployable note must have one paragraph with INSERTs, got ${inserting.length === 0 ? 'none' : named(inserting)}: `
        + 'they become one job, so put the INSERTs into one paragraph, or into a note each');
      const querying = sql.filter(({ _kinds }) => _kinds.includes('query'));
      problems.when(querying.length > 0, `a deployable note must have no query that shows its result, got ${named(querying)}: nobody sees it, so move it into another note`);
      const late = sql.filter((paragraph) => definesTooLate(paragraph) || sql.indexOf(paragraph) > sql.indexOf(inserting[0] ?? paragraph));
      problems.when(late.length > 0, `a deployable note must define everything before its INSERTs, got ${named(late)} with statements after them: move those up`);
    }
    problems.throwIfAny();
  }

  /** Whether a person can deploy the note as an application. */
  public get deployable(): boolean {
    return this.props.deployable ?? false;
  }

  /** The note as a file that Zeppelin imports. Names of resources in it may be tokens. */
  public toJson(): string {
    return JSON.stringify(this._render(({ _text }) => _text), undefined, 2);
  }

  /** The note, each text in the way given. @internal */
  public _render<T>(text: (paragraph: StudioParagraph) => T): object {
    return {
      name: this.name,
      defaultInterpreterGroup: 'flink',
      version: ZEPPELIN,
      paragraphs: this.props.paragraphs.map((paragraph) => ({
        ...(paragraph._title !== undefined && { title: paragraph._title }),
        text: text(paragraph),
        config: paragraph._title === undefined ? MARKDOWN : { ...SQL, title: true },
        settings: { params: {}, forms: {} },
      })),
      config: {},
      noteParams: {},
      noteForms: {},
      angularObjects: {},
      info: {},
    };
  }

  /** @internal */
  public get _texts(): string[] {
    return this.props.paragraphs.map(({ _text }) => _text);
  }
}

/** Whether a paragraph defines something after an INSERT. */
function definesTooLate({ _kinds }: StudioParagraph): boolean {
  return _kinds.includes('insert') && _kinds.lastIndexOf('definition') > _kinds.indexOf('insert');
}
