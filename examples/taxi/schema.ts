import { Field, RecordSchema } from 'streaming-analytics-pipeline';

/** One trip of a New York taxi, as it stands on the trips stream. Distances are in miles, amounts in US dollars. */
export const taxiTrips = new RecordSchema({
  name: 'taxi_trips',
  fields: [
    Field.ofString('trip_id', { required: true }),
    Field.ofTimestamp('pickup_at', { required: true }),
    Field.ofTimestamp('dropoff_at', { required: true }),
    Field.ofInteger('passengers', { minimum: 0, maximum: 9 }),
    Field.ofDouble('distance', { minimum: 0 }),
    // New York's taximeters start at 2.50 dollars: a trip below that is a mistake and ends under the errors/ prefix
    Field.ofDecimal('fare', { precision: 8, scale: 2, minimum: 2.5 }),
    Field.ofDecimal('tip', { precision: 8, scale: 2 }),
    Field.ofDecimal('tolls', { precision: 8, scale: 2 }),
    Field.ofDecimal('total', { precision: 8, scale: 2 }),
    Field.ofString('color', { allowedValues: ['yellow', 'green'] }),
    Field.ofString('payment'),
    Field.ofString('pickup_zone'),
    Field.ofString('dropoff_zone'),
    Field.ofString('pickup_borough'),
    Field.ofString('dropoff_borough'),
    Field.ofDouble('pickup_longitude', { minimum: -180, maximum: 180 }),
    Field.ofDouble('pickup_latitude', { minimum: -90, maximum: 90 }),
    Field.ofDouble('dropoff_longitude', { minimum: -180, maximum: 180 }),
    Field.ofDouble('dropoff_latitude', { minimum: -90, maximum: 90 }),
    Field.ofGeoPoint('pickup', { longitude: 'pickup_longitude', latitude: 'pickup_latitude' }),
    Field.ofGeoPoint('dropoff', { longitude: 'dropoff_longitude', latitude: 'dropoff_latitude' }),
  ],
  eventTime: 'pickup_at',
  partitionKey: 'trip_id',
  documentId: 'trip_id',
});

/** What the Studio computes from the trips: one record per borough and hour. */
export const boroughHours = new RecordSchema({
  name: 'borough_hours',
  fields: [
    // start of the hour and borough together, for example 2019-03-23T20:00:00.000Z/Queens
    Field.ofString('window_id', { required: true }),
    Field.ofTimestamp('window_start', { required: true }),
    Field.ofString('borough'),
    Field.ofBigint('trips', { minimum: 0 }),
    Field.ofDecimal('revenue', { precision: 12, scale: 2 }),
  ],
  eventTime: 'window_start',
  partitionKey: 'window_id',
  documentId: 'window_id',
});
