import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { warnAboutTimeout } from './delivery-warnings';
import { InvalidRecords } from './invalid-records';
import type { StandardTransformOptions } from './record-transform';
import type { RecordTransformContext } from './record-transform-context';
import { allowRejectedRecords, rejectedRecordEnvironment } from './rejected-records';
import type { TransformConfig } from './transform-config';
import type { TransformHook } from './transform-hook';
import { PipelineFunction } from '../private/pipeline-function';
import { Problems } from '../private/problems';
import { RecordPartitioning } from '../schema';
import { FOLDER_NAME } from '../schema/folder-name';

const DEFAULT_TIMEOUT = Duration.minutes(1);
/** Firehose waits no longer: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
const LONGEST_TIMEOUT = Duration.minutes(5);
const DEFAULT_MEMORY_SIZE = 256;

/** How records are transformed. */
export interface TransformWay {
  readonly transforms: boolean;
  /** Whether each record that the schema rejects is known to reach the error prefix. */
  readonly keepsInvalidRecords: boolean;
  check(problems: Problems): void;
  bind(scope: Construct, context: RecordTransformContext): lambda.IFunction | undefined;
}

export class StandardTransform implements TransformWay {
  public readonly transforms = true;
  public readonly keepsInvalidRecords: boolean;

  constructor(private readonly options: StandardTransformOptions, private readonly hook?: TransformHook) {
    this.keepsInvalidRecords = options.invalidRecords !== InvalidRecords.DROPPED;
  }

  public check(problems: Problems): void {
    const { timeout, memorySize } = this.options;
    const factory = this.hook ? 'withHook' : 'standard';
    this.hook?.check(problems);
    problems.integer(`transform: memorySize of RecordTransform.${factory}`, memorySize, { min: 128, max: 10_240 });
    if (timeout && !timeout.isUnresolved()) {
      const seconds = timeout.toSeconds({ integral: false });
      problems.when(!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_TIMEOUT.toSeconds(),
        `transform: timeout of RecordTransform.${factory} must be between 1 second and 5 minutes in whole seconds, got ${timeout.toHumanString()}: Firehose waits no longer`);
    }
  }

  public bind(scope: Construct, context: RecordTransformContext): lambda.IFunction {
    const config: TransformConfig = {
      schema: context.schema._toConfig(),
      invalidRecords: this.options.invalidRecords === InvalidRecords.DROPPED ? 'Dropped' : 'ProcessingFailed',
      hook: this.hook?.assetName,
      ...partitionKeys(context.partitioning),
    };
    const { rejectedRecords } = context;
    const transform = new PipelineFunction(scope, 'Transform', {
      functionName: 'transform',
      description: `Validates and converts records of schema ${context.schema.name} for Firehose`,
      withoutDeadLetterQueue: 'Firehose waits for the answer, and delivers a batch that fails to the error prefix',
      config,
      files: this.hook?.asset,
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

export class FunctionTransform implements TransformWay {
  public readonly transforms = true;
  public readonly keepsInvalidRecords = false;

  constructor(private readonly transformFunction: lambda.IFunction) {}

  public check(): void {
    // the function is the caller's own: there is nothing to check before it is deployed
  }

  public bind(scope: Construct): lambda.IFunction {
    warnAboutTimeout(scope, this.transformFunction);
    return this.transformFunction;
  }
}

export class NoTransform implements TransformWay {
  public readonly transforms = false;
  public readonly keepsInvalidRecords = false;

  public check(): void {
    // nothing was chosen that could be wrong
  }

  public bind(): undefined {
    return undefined;
  }
}
