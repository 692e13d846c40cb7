import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { FirehoseTransformationEvent, FirehoseTransformationResult, FirehoseTransformationResultRecord } from 'aws-lambda';

/*
 * What a careful person writes in an afternoon: the yardstick of the transform function. It is frozen; changing it moves the budget.
 * It parses, validates and writes the record as it came, and does none of the rest: neither digits, nor coercion, nor aggregates, nor the limit.
 */

const amount = { type: 'number', minimum: -999999.99, maximum: 999999.99, multipleOf: 0.01 };
const text = { type: 'string' };
const longitude = { type: 'number', minimum: -180, maximum: 180 };
const latitude = { type: 'number', minimum: -90, maximum: 90 };

const ajv = new Ajv({ multipleOfPrecision: 6 });
addFormats(ajv);
const isTrip = ajv.compile({
  type: 'object',
  required: ['trip_id', 'pickup_at', 'dropoff_at'],
  properties: {
    trip_id: text,
    pickup_at: { type: 'string', format: 'date-time' },
    dropoff_at: { type: 'string', format: 'date-time' },
    passengers: { type: 'integer', minimum: 0, maximum: 9 },
    distance: { type: 'number', minimum: 0 },
    fare: { ...amount, minimum: 2.5 },
    tip: amount,
    tolls: amount,
    total: amount,
    color: { enum: ['yellow', 'green'] },
    payment: text,
    pickup_zone: text,
    dropoff_zone: text,
    pickup_borough: text,
    dropoff_borough: text,
    pickup_longitude: longitude,
    pickup_latitude: latitude,
    dropoff_longitude: longitude,
    dropoff_latitude: latitude,
  },
});

export async function straightforwardHandler(event: FirehoseTransformationEvent): Promise<FirehoseTransformationResult> {
  const records = event.records.map(({ recordId, data }): FirehoseTransformationResultRecord => {
    try {
      const trip: unknown = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
      if (!isTrip(trip)) return { recordId, result: 'ProcessingFailed', data };
      return { recordId, result: 'Ok', data: Buffer.from(`${JSON.stringify(trip)}\n`).toString('base64') };
    } catch {
      return { recordId, result: 'ProcessingFailed', data };
    }
  });
  return { records };
}
