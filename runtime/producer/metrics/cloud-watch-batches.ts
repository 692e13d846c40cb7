import { CloudWatchDatum } from './cloud-watch-api';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const MOST_DATA = 1000;
/** Of the 1 MB that a request may have; the rest is for its frame. */
const MOST_BYTES = 900_000;
/** Names of the fields in the longest of the wire's forms: `MetricData.member.1000.StatisticValues.SampleCount=` and the like. */
const BYTES_OF_DATUM = 500;
const BYTES_OF_DIMENSION = 120;

/** Divides what is to be uploaded into requests that CloudWatch takes. */
export function batchesOf(data: readonly CloudWatchDatum[]): CloudWatchDatum[][] {
  const batches: CloudWatchDatum[][] = [];
  let batch: CloudWatchDatum[] = [];
  let bytes = 0;
  for (const datum of data) {
    const size = sizeOf(datum);
    if (batch.length === MOST_DATA || (batch.length > 0 && bytes + size > MOST_BYTES)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(datum);
    bytes += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** An upper bound: a character of ASCII becomes three at most. */
function sizeOf({ MetricName, Dimensions }: CloudWatchDatum): number {
  return Dimensions.reduce((sum, { Name, Value }) => sum + BYTES_OF_DIMENSION + (Name.length + Value.length) * 3, BYTES_OF_DATUM + MetricName.length);
}
