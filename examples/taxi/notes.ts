import { Duration } from 'aws-cdk-lib';
import { IStream } from 'aws-cdk-lib/aws-kinesis';
import {
  Field, FlinkAggregate, FlinkComputedColumn, FlinkFilter, FlinkSql, FlinkTable, FlinkWindow, StudioDisplay, StudioNote, StudioParagraph, TopN,
  WindowedAggregation,
} from 'streaming-analytics-pipeline';
import { boroughHours, taxiTrips } from './schema';

/** A trip longer than this is worth a look. */
const LONG_TRIP = Duration.hours(2);

/**
 * The notes of the Studio: one to look around in, one to deploy.
 * @param watermarkDelay how long a window waits for trips that come late: by how much the shards may differ.
 */
export function studioNotes(tripsStream: IStream, insightsStream: IStream, watermarkDelay = Duration.minutes(5)): StudioNote[] {
  const trips = FlinkTable.source({
    schema: taxiTrips,
    stream: tripsStream,
    watermarkDelay,
    computedColumns: [
      FlinkComputedColumn.secondsBetween('trip_seconds', 'pickup_at', 'dropoff_at'),
      // the clocks of New York decide when people travel
      FlinkComputedColumn.of(Field.ofInteger('local_hour'),
        'EXTRACT(HOUR FROM TO_TIMESTAMP(CONVERT_TZ(DATE_FORMAT(pickup_at, \'yyyy-MM-dd HH:mm:ss\'), \'UTC\', \'America/New_York\')))'),
    ],
  });
  const boroughs = FlinkTable.target({ schema: boroughHours, stream: insightsStream });

  const byBorough = new WindowedAggregation({
    source: trips,
    window: FlinkWindow.tumbling(Duration.hours(1)),
    groupBy: ['pickup_borough'],
    aggregates: [FlinkAggregate.count('trips'), FlinkAggregate.sum('revenue', 'total')],
    windowId: 'window_id',
  });
  return [exploration(trips, byBorough), new StudioNote({
    name: 'Borough hours',
    deployable: true,
    paragraphs: [
      StudioParagraph.markdown([
        '# Trips and revenue of each borough and hour',
        'Writes one record per borough and hour to the stream of insights, from where it becomes searchable. Run it here, or choose *Build and deploy as an application*.',
      ].join('\n\n')),
      StudioParagraph.sql('Tables', [trips.createStatement(), boroughs.createStatement()]),
      StudioParagraph.sql('Borough hours', [byBorough.insertInto(boroughs, { columns: { borough: 'pickup_borough' } })]),
    ],
  })];
}

function exploration(trips: FlinkTable, byBorough: WindowedAggregation): StudioNote {
  const dayLong = FlinkWindow.tumbling(Duration.days(1));
  const minutely = FlinkWindow.hopping(Duration.hours(1), Duration.minutes(5));
  const duration = new WindowedAggregation({
    source: trips,
    window: minutely,
    groupBy: ['pickup_borough'],
    aggregates: [FlinkAggregate.average('seconds_on_average', 'trip_seconds'), FlinkAggregate.average('miles_on_average', 'distance'), FlinkAggregate.max('longest', 'trip_seconds')],
    filters: [FlinkFilter.isPresent('pickup_borough'), FlinkFilter.isAtMost('trip_seconds', LONG_TRIP.toSeconds())],
  });
  const zones = new TopN({
    of: new WindowedAggregation({
      source: trips, window: FlinkWindow.tumbling(Duration.hours(1)), groupBy: ['dropoff_zone'], aggregates: [FlinkAggregate.count('trips')], filters: [FlinkFilter.isPresent('dropoff_zone')],
    }),
    by: 'trips',
    count: 5,
  });
  const peaks = new TopN({
    of: new WindowedAggregation({ source: trips, window: dayLong, groupBy: ['local_hour'], aggregates: [FlinkAggregate.count('trips'), FlinkAggregate.sum('revenue', 'total')] }),
    by: 'trips',
    count: 3,
  });
  return new StudioNote({
    name: 'Taxi trips explored',
    paragraphs: [
      StudioParagraph.markdown([
        '# Taxi trips explored',
        'Run the paragraph of the table first, then any other. Each shows what comes while it runs: stop it with its ❚❚ button before you start too many.',
        'A window shows up when a trip has come that began after its end, by the watermark delay of the table. Load trips in the order of their times (`--speed-up`).',
      ].join('\n\n')),
      StudioParagraph.tables('The trips stream as a table', [trips]),
      StudioParagraph.markdown('## What comes in'),
      StudioParagraph.sql('The latest trips', [FlinkSql.raw(
        `SELECT trip_id, pickup_at, pickup_borough, dropoff_borough, distance, total\nFROM ${trips.tableName}`)]),
      StudioParagraph.markdown('## Trips and revenue of each borough and hour'),
      StudioParagraph.query('Borough hours', byBorough),
      StudioParagraph.markdown('## How long trips take: the last hour, every five minutes'),
      StudioParagraph.query('Duration by borough', duration),
      StudioParagraph.markdown([
        '## Anomalously long trips',
        `Longer than ${LONG_TRIP.toHours()} hours, or three times as long as those of the same borough in the hour before.`,
      ].join('\n\n')),
      StudioParagraph.sql('Long trips', [FlinkSql.raw(longTrips(trips.tableName))]),
      StudioParagraph.markdown('## Where people go: the five zones with the most arrivals of each hour'),
      StudioParagraph.query('Top drop-off zones', zones),
      StudioParagraph.markdown('## Peak hours of each day, by the clocks of New York'),
      StudioParagraph.query('Peak hours', peaks),
      StudioParagraph.sql('Trips of each hour of the day, so far', [FlinkSql.raw(
        `SELECT local_hour, COUNT(*) AS trips\nFROM ${trips.tableName}\nWHERE pickup_at IS NOT NULL\nGROUP BY local_hour`)], StudioDisplay.UPDATE),
    ],
  });
}

function longTrips(table: string): string {
  return `SELECT trip_id, pickup_borough, trip_seconds / 60 AS trip_minutes, usual_seconds / 60 AS usual_minutes
FROM (
  SELECT *, AVG(trip_seconds) OVER (PARTITION BY pickup_borough ORDER BY rowtime RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS usual_seconds
  FROM ${table}
)
WHERE pickup_at IS NOT NULL AND (trip_seconds > ${LONG_TRIP.toSeconds()} OR trip_seconds > 3 * usual_seconds)`;
}
