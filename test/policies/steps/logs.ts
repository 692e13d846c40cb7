import { CreateLogStreamCommand, DescribeLogGroupsCommand, DescribeLogStreamsCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Actor } from '../stage';

let streams = 0;

export const putLogEvents = ({ logs }: Actor, logGroupName: string, logStreamName: string) =>
  logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents: [{ timestamp: Date.now(), message: 'a line' }] }));

/** A stream of its own and a line in it, as a function's first invocation writes. */
export async function writeLog(actor: Actor, logGroupName: string): Promise<void> {
  const logStreamName = `stream-${++streams}`;
  await actor.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  await putLogEvents(actor, logGroupName, logStreamName);
}

export const describeLogStreams = ({ logs }: Actor, logGroupName: string) => logs.send(new DescribeLogStreamsCommand({ logGroupName }));
export const describeLogGroups = ({ logs }: Actor) => logs.send(new DescribeLogGroupsCommand({}));
