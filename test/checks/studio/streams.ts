import { App, Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';

/** Two streams whose names and region are known, since Flink explains no tokens. */
export function streams(): { readonly source: kinesis.IStream; readonly target: kinesis.IStream } {
  const stack = new Stack(new App(), 'Streams', { env: { account: '123456789012', region: 'eu-west-1' } });
  const stream = (name: string) => kinesis.Stream.fromStreamArn(stack, name, `arn:aws:kinesis:eu-west-1:123456789012:stream/${name}`);
  return { source: stream('events'), target: stream('insights') };
}
