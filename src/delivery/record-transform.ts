import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { warnAboutTimeout } from './delivery-warnings';
import { InvalidRecords } from './invalid-records';
import type { RecordTransformContext } from './record-transform-context';
import { allowRejectedRecords, rejectedRecordEnvironment } from './rejected-records';
import type { TransformConfig } from './transform-config';
import { PipelineFunction } from '../private/pipeline-function';
import { Problems } from '../private/problems';
import { RecordPartitioning } from '../schema';
import { FOLDER_NAME } from '../schema/folder-name';

const DEFAULT_TIMEOUT = Duration.minutes(1);
/** Firehose waits no longer: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
const LONGEST_TIMEOUT = Duration.minutes(5);
const DEFAULT_MEMORY_SIZE = 256;

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
export abstract class RecordTransform {
  /**
   * The function that comes with the package: it validates each record against the schema, gives its fields the schema's names and types,
   * and answers every one, so that a broken record never takes its neighbours along.
   */
  public static standard(options: StandardTransformOptions = {}): RecordTransform {
    return new StandardTransform(options);
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
    return new FunctionTransform(transformFunction);
  }

  /** Records arrive in the bucket as they were put into the stream. Nothing validates them. */
  public static none(): RecordTransform {
    return new NoTransform();
  }

  /** @internal */
  public abstract readonly _transforms: boolean;

  /**
   * Whether each record that the schema rejects is known to reach the error prefix.
   *
   * @internal
   */
  public abstract readonly _keepsInvalidRecords: boolean;

  /** @internal */
  public abstract _check(problems: Problems): void;

  /** @internal */
  public abstract _bind(scope: Construct, context: RecordTransformContext): lambda.IFunction | undefined;
}

class StandardTransform extends RecordTransform {
  public readonly _transforms = true;
  public readonly _keepsInvalidRecords: boolean;

  constructor(private readonly options: StandardTransformOptions) {
    super();
    this._keepsInvalidRecords = options.invalidRecords !== InvalidRecords.DROPPED;
  }

  public _check(problems: Problems): void {
    const { timeout, memorySize } = this.options;
    problems.integer('transform: memorySize of RecordTransform.standard', memorySize, { min: 128, max: 10_240 });
    if (timeout && !timeout.isUnresolved()) {
      const seconds = timeout.toSeconds({ integral: false });
      problems.when(!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_TIMEOUT.toSeconds(),
        `transform: timeout of RecordTransform.standard must be between 1 second and 5 minutes in whole seconds, got ${timeout.toHumanString()}: Firehose waits no longer`);
    }
  }

  public _bind(scope: Construct, context: RecordTransformContext): lambda.IFunction {
    const config: TransformConfig = {
      schema: context.schema._toConfig(),
      invalidRecords: this.options.invalidRecords === InvalidRecords.DROPPED ? 'Dropped' : 'ProcessingFailed',
      ...partitionKeys(context.partitioning),
    };
    const { rejectedRecords } = context;
    const transform = new PipelineFunction(scope, 'Transform', {
      functionName: 'transform',
      description: `Validates and converts records of schema ${context.schema.name} for Firehose`,
      withoutDeadLetterQueue: 'Firehose waits for the answer, and delivers a batch that fails to the error prefix',
      config,
      environment: rejectedRecords && rejectedRecordEnvironment(rejectedRecords),
      timeout: this.options.timeout ?? DEFAULT_TIMEOUT,
      memorySize: this.options.memorySize ?? DEFAULT_MEMORY_SIZE,
      logRetention: context.logRetention,
      encryptionKey: context.encryptionKey,
    });
    if (rejectedRecords) {
      allowRejectedRecords(transform.role, rejectedRecords);
    }
    return transform.function;
  }
}

function partitionKeys({ dynamic, eventTime, fields, _timeColumns }: RecordPartitioning): Pick<TransformConfig, 'partitionKeys'> {
  return dynamic ? { partitionKeys: { fields, folderName: FOLDER_NAME, eventTime: eventTime ? _timeColumns : [] } } : {};
}

class FunctionTransform extends RecordTransform {
  public readonly _transforms = true;
  public readonly _keepsInvalidRecords = false;

  constructor(private readonly transformFunction: lambda.IFunction) {
    super();
  }

  public _check(): void {
    // the function is the caller's own: there is nothing to check before it is deployed
  }

  public _bind(scope: Construct): lambda.IFunction {
    warnAboutTimeout(scope, this.transformFunction);
    return this.transformFunction;
  }
}

class NoTransform extends RecordTransform {
  public readonly _transforms = false;
  public readonly _keepsInvalidRecords = false;

  public _check(): void {
    // nothing was chosen that could be wrong
  }

  public _bind(): undefined {
    return undefined;
  }
}
