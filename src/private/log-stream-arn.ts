import { Fn } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';

/** The ARN of a log stream, in the words that take the least of a template. */
export function logStreamArn({ logGroupName }: logs.ILogGroup, { logStreamName }: logs.ILogStream): string {
  return Fn.sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}:log-stream:${Stream}', {
    Group: logGroupName, Stream: logStreamName,
  });
}
