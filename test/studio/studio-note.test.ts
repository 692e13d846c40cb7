import { Duration, Token } from 'aws-cdk-lib';
import { hoursTable, tripsTable } from './tables';
import { FlinkAggregate, FlinkSql, FlinkWindow, StudioDisplay, StudioNote, StudioNoteProps, StudioParagraph, TopN, WindowedAggregation } from '../../src';

const trips = tripsTable();
const hourly = new WindowedAggregation({
  source: trips, window: FlinkWindow.tumbling(Duration.hours(1)), groupBy: ['borough'], aggregates: [FlinkAggregate.count('trips')], windowId: 'hour_id',
});
const insert = hourly.insertInto(hoursTable());
const CREATE = StudioParagraph.sql('Tables', [trips.createStatement(), hoursTable().createStatement()]);
const JOB = StudioParagraph.sql('Job', [insert]);

function texts(...paragraphs: StudioParagraph[]): string[] {
  const { paragraphs: rendered }: { paragraphs: { text: string }[] } = JSON.parse(new StudioNote({ name: 'Trips', paragraphs }).toJson());
  return rendered.map(({ text }) => text);
}

describe('a note', () => {
  test('is what Zeppelin imports, the same each time', () => {
    const note = new StudioNote({ name: 'Trips by hour', paragraphs: [StudioParagraph.markdown('# Trips'), StudioParagraph.query('Hours', hourly)] });
    expect(JSON.parse(note.toJson())).toEqual({
      name: 'Trips by hour',
      defaultInterpreterGroup: 'flink',
      version: '0.10.0',
      paragraphs: [
        {
          text: '%md\n# Trips',
          config: { colWidth: 12, enabled: true, fontSize: 9, editorHide: true, editorMode: 'ace/mode/markdown' },
          settings: { params: {}, forms: {} },
        },
        {
          title: 'Hours',
          text: `%flink.ssql(type=append)\n${hourly.asSelect().text};`,
          config: expect.objectContaining({ title: true, enabled: true, editorMode: 'ace/mode/sql' }),
          settings: { params: {}, forms: {} },
        },
      ],
      config: {},
      noteParams: {},
      noteForms: {},
      angularObjects: {},
      info: {},
    });
    expect(note.toJson()).toBe(note.toJson());
    expect([note.name, note.deployable]).toEqual(['Trips by hour', false]);
  });

  test('tells Zeppelin how each result grows', () => {
    const [tables, appended, updated, single, ours, job, jobs] = texts(
      StudioParagraph.tables('t', [trips, hoursTable()]),
      StudioParagraph.query('q', new TopN({ of: hourly, by: 'trips', count: 1 })),
      StudioParagraph.sql('s', [FlinkSql.raw('SELECT COUNT(*) FROM trips')]),
      StudioParagraph.sql('s', [FlinkSql.raw('SELECT COUNT(*) FROM trips')], StudioDisplay.SINGLE),
      StudioParagraph.sql('s', [FlinkSql.raw('SELECT a FROM trips')], StudioDisplay.APPEND),
      StudioParagraph.sql('s', [insert]),
      StudioParagraph.sql('s', [insert, insert]),
    );
    expect(tables.split('\n')[0]).toBe('%flink.ssql');
    expect(tables).toContain(';\nDROP TEMPORARY TABLE IF EXISTS hours;\nCREATE TEMPORARY TABLE hours (');
    expect([appended, updated, single, ours, job, jobs].map((text) => text.split('\n')[0])).toEqual([
      '%flink.ssql(type=append)', '%flink.ssql(type=update)', '%flink.ssql(type=single)', '%flink.ssql(type=append)', '%flink.ssql', '%flink.ssql(runAsOne=true)',
    ]);
    expect(StudioDisplay.UPDATE).toBe('update');
  });

  test('can be deployed with one paragraph of INSERTs after what they need', () => {
    expect(new StudioNote({ name: 'Job', deployable: true, paragraphs: [StudioParagraph.markdown('# Job'), CREATE, JOB] }).deployable).toBe(true);
    const together = StudioParagraph.sql('All', [trips.createStatement(), hoursTable().createStatement(), insert, insert]);
    expect(new StudioNote({ name: 'Job', deployable: true, paragraphs: [together] }).deployable).toBe(true);
  });

  test.each<[string, Partial<StudioNoteProps>, string]>([
    ['a name that Zeppelin reads as a folder', { name: 'a/b' }, 'StudioNote "a/b": name must begin with a letter or digit and have letters, digits, spaces, hyphens and underscores, at most 100'],
    ['a name nobody knows', { name: Token.asString({ Ref: 'Name' }) }, 'name must begin with a letter or digit'],
    ['no paragraph', { paragraphs: [] }, 'paragraphs must be at least one, got none'],
    ['an empty paragraph', { paragraphs: [StudioParagraph.sql('Nothing', [])] }, 'a paragraph must have statements, got none in "Nothing"'],
    ['two jobs to deploy', { deployable: true, paragraphs: [CREATE, JOB, StudioParagraph.sql('Another', [insert])] },
      'a deployable note must have one paragraph with INSERTs, got "Job", "Another": they become one job, so put the INSERTs into one paragraph, or into a note each'],
    ['nothing to deploy', { deployable: true, paragraphs: [CREATE] }, 'a deployable note must have one paragraph with INSERTs, got none'],
    ['a query to deploy', { deployable: true, paragraphs: [CREATE, StudioParagraph.query('Hours', hourly), JOB] },
      'a deployable note must have no query that shows its result, got "Hours": nobody sees it, so move it into another note'],
    ['tables after the job', { deployable: true, paragraphs: [JOB, CREATE] }, 'a deployable note must define everything before its INSERTs, got "Tables" with statements after them: move those up'],
    ['tables after the job in its paragraph', { deployable: true, paragraphs: [StudioParagraph.sql('All', [insert, trips.createStatement()])] },
      'a deployable note must define everything before its INSERTs, got "All" with statements after them: move those up'],
  ])('fails with %s', (_, props, message) => {
    expect(() => new StudioNote({ name: 'Trips', paragraphs: [JOB], ...props })).toThrow(message);
  });
});
