import { Annotations, Duration, Size } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { IConstruct } from 'constructs';
import { typicalRecordSize } from './typical-record-size';
import { RecordSchema } from '../schema';

const BILLED_AT_LEAST = Size.kibibytes(5);
/** A fifth of what is billed at least: above, the difference is not worth a word. */
const FAR_BELOW = Size.kibibytes(1);
const SHORTEST_TIMEOUT = Duration.minutes(1);
const LONGEST_TIMEOUT = Duration.minutes(5);

/** Warns when most of what Firehose bills would be rounding. */
export function warnAboutSmallRecords(delivery: IConstruct, schema: RecordSchema): void {
  const bytes = typicalRecordSize(schema);
  if (bytes < FAR_BELOW.toBytes()) {
    Annotations.of(delivery).addWarningV2('streaming-analytics-pipeline:smallRecords',
      `a record of schema ${schema.name} has about ${bytes} bytes, as its fields suggest, and Firehose bills every record of the stream as ${BILLED_AT_LEAST.toKibibytes()} KiB `
      + 'at least: let producers aggregate records, as the KinesisProducer of this package and the Kinesis Producer Library do, and acknowledge this '
      + '(https://aws.amazon.com/firehose/pricing/)');
  }
}

/** Warns of a function that Firehose would call in vain. Of one that is imported, nobody knows the timeout. */
export function warnAboutTimeout(delivery: IConstruct, transformFunction: lambda.IFunction): void {
  if (!(transformFunction instanceof lambda.Function)) {
    return;
  }
  // a function without a timeout has that of Lambda: https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
  const timeout = transformFunction.timeout ?? Duration.seconds(3);
  if (timeout.isUnresolved()) {
    return;
  }
  const seconds = timeout.toSeconds();
  if (seconds < SHORTEST_TIMEOUT.toSeconds() || seconds > LONGEST_TIMEOUT.toSeconds()) {
    Annotations.of(delivery).addWarningV2('streaming-analytics-pipeline:transformTimeout',
      `transform: the function ${transformFunction.node.path} has a timeout of ${seconds} seconds, while a batch takes up to a minute and Firehose waits for `
      + 'at most 5 minutes: a batch that takes longer goes to the error prefix after all retries. Set the timeout between 1 and 5 minutes');
  }
}
