import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { InvalidRecords } from './invalid-records';
import { TransformHook } from './transform-hook';
import { FunctionTransform, NoTransform, StandardTransform, TransformWay } from './transform-way';

/** Options of the transform that comes with the package. */
export interface StandardTransformOptions {
  /**
   * What becomes of a record that its schema rejects.
   *
   * @default InvalidRecords.PROCESSING_FAILED
   */
  readonly invalidRecords?: InvalidRecords;

  /**
   * How long one invocation may take: 1 second to 5 minutes, in whole seconds.
   *
   * @default Duration.minutes(1)
   * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
   */
  readonly timeout?: Duration;

  /**
   * The function's memory in MiB: 128 to 10,240. Its share of a processor grows with it.
   *
   * @default 256
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  readonly memorySize?: number;
}

/** What happens to records between the stream and the bucket. */
export class RecordTransform {
  /**
   * The function that comes with the package: it validates each record against the schema, gives its fields the schema's names and types,
   * and answers every one, so that a broken record never takes its neighbours along.
   */
  public static standard(options: StandardTransformOptions = {}): RecordTransform {
    return new RecordTransform(new StandardTransform(options));
  }

  /**
   * The function that comes with the package, which calls a function of your own for each record that the schema takes: it may change the record,
   * drop it, or fail it. What it gives back is validated by the schema once more. An exception of it costs that record alone, which ends in the
   * error prefix, and so does a record that it does not answer before the function's time is over.
   *
   * The file is plain JavaScript, CommonJS or (`.mjs`) a module, and exports a function named `hook`. It is copied beside the function's code
   * as it is, never bundled and never run at synthesis, so it can load what Node.js and the AWS SDK of Lambda's runtime offer, and nothing else.
   *
   *     exports.hook = (record) => record.passengers === 0 ? null : { ...record, payment: record.payment.toLowerCase() };
   *
   * - It gets an object with the names of the schema's fields; absent ones are left out. A bigint is a BigInt, a decimal a string of its digits, a
   *   timestamp an ISO-8601 string with `Z`, and nested JSON an object. What it leaves as it is keeps every digit.
   * - It returns the object, changed or another; `null` to drop the record; or a promise of either, then with an object of its own for each record.
   *   At most 100 promises are waited for at a time.
   * - What it throws, and anything else that it returns, `undefined` among it, fails the record: it goes to the error prefix.
   *
   * The search index is not affected: the indexer reads the stream itself.
   *
   * @param file path of the file, absolute or from the folder in which the app runs
   * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html
   */
  public static withHook(file: string, options: StandardTransformOptions = {}): RecordTransform {
    return new RecordTransform(new StandardTransform(options, new TransformHook(file)));
  }

  /**
   * A function of your own. It gets batches of records and must answer each with its `recordId`, within 5 minutes and 6 MB. Give it a timeout of a
   * minute at least: Lambda's default is 3 seconds.
   * What it returns must be JSON documents with the schema's field names, each ended by a newline. With partitioning by event time or fields, each
   * answer must also carry the values of the partition columns, under their names, as `metadata.partitionKeys`.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html
   */
  public static fromFunction(transformFunction: lambda.IFunction): RecordTransform {
    return new RecordTransform(new FunctionTransform(transformFunction));
  }

  /** Records arrive in the bucket as they were put into the stream. Nothing validates them. */
  public static none(): RecordTransform {
    return new RecordTransform(new NoTransform());
  }

  private constructor(
    /** @internal */
    public readonly _way: TransformWay,
  ) {}
}
