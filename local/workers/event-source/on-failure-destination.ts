import { randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describeDiscard, type DiscardedBatch } from './discarded-batch';
import { toEvent } from './event';
import type { Clients } from '../../emulator/clients';

/** Where an event source puts what it gives up. */
export interface OnFailureDestination {
  /** @returns where it has put the batch. */
  keep(batch: DiscardedBatch): Promise<string>;
}

/**
 * A bucket gets the whole invocation, a queue the position of its records.
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 * @param clients of the function's role: it must be allowed to write there.
 * @throws when it is another kind of destination, which the local run does not know.
 */
export function destinationOf(arn: string, mappingId: string, clients: Clients): OnFailureDestination {
  if (/^arn:[^:]+:s3:::/.test(arn)) return bucketDestination(arn.split(':::')[1] ?? '', mappingId, clients);
  if (/^arn:[^:]+:sqs:/.test(arn)) return queueDestination(arn.split(':').at(-1) ?? '', clients);
  throw new Error(`the on-failure destination ${arn} is neither a bucket nor a queue, which the local run does not do`);
}

function bucketDestination(Bucket: string, mappingId: string, { s3 }: Clients): OnFailureDestination {
  return {
    keep: async (batch) => {
      const now = new Date();
      const [day = '', time = ''] = now.toISOString().slice(0, 19).split('T');
      const Key = `aws/lambda/${mappingId}/${batch.records[0]?.shardId}/${day.replaceAll('-', '/')}/${day}T${time.replaceAll(':', '.')}-${randomUUID()}`;
      const Body = JSON.stringify({ ...describeDiscard(batch, now), payload: JSON.stringify(toEvent(batch, batch.records)) });
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      return `s3://${Bucket}/${Key}`;
    },
  };
}

function queueDestination(QueueName: string, { sqs }: Clients): OnFailureDestination {
  return {
    keep: async (batch) => {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(describeDiscard(batch, new Date())) }));
      return `the queue ${QueueName}`;
    },
  };
}
