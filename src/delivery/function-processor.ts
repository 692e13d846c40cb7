import { Duration, Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** How Firehose calls a transform function. */
export interface FunctionProcessorProps {
  readonly transformFunction: lambda.IFunction;
  readonly bufferInterval: Duration;
  readonly bufferSize: Size;
  readonly retries: number;
}

/**
 * Calls a function with batches of records.
 *
 * aws-cdk-lib's own processor leaves out zero retries, with which the service then retries three times, and takes whole mebibytes only.
 */
export class FunctionProcessor implements firehose.IDataProcessor {
  public readonly props: firehose.DataProcessorProps = {};

  constructor(private readonly call: FunctionProcessorProps) {}

  public bind(_scope: Construct, options: firehose.DataProcessorBindOptions): firehose.DataProcessorConfig {
    const { transformFunction, bufferInterval, bufferSize, retries } = this.call;
    const processorIdentifier = { parameterName: 'LambdaArn', parameterValue: transformFunction.functionArn };
    return {
      processorType: 'Lambda',
      processorIdentifier,
      parameters: [
        processorIdentifier,
        { parameterName: 'RoleArn', parameterValue: options.role.roleArn },
        { parameterName: 'NumberOfRetries', parameterValue: retries.toString() },
        { parameterName: 'BufferSizeInMBs', parameterValue: bufferSize.toMebibytes({ rounding: SizeRoundingBehavior.NONE }).toString() },
        { parameterName: 'BufferIntervalInSeconds', parameterValue: bufferInterval.toSeconds().toString() },
      ],
    };
  }
}
