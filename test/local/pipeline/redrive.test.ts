import { Readable } from 'node:stream';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { makeClients } from '../../../local/emulator/clients';
import { redrive } from '../../../local/pipeline/redrive';
import { DELIVERY } from '../workers/firehose/records';

const CREDENTIALS = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const KEY = 'errors/processing-failed/curated-1-x';
const line = (errorCode: string, content: string) => `${JSON.stringify({ errorCode, rawData: Buffer.from(content).toString('base64') })}\n`;

/** Clients of a bucket with one error object, and of a stream that refuses the first record once. */
function clientsOf(errors: string) {
  const put: string[][] = [];
  const s3 = new S3Client({
    ...CREDENTIALS,
    forcePathStyle: true,
    requestHandler: {
      handle: async ({ query }: { readonly query: { readonly [name: string]: string } }) => {
        const body = 'list-type' in query ? `<ListBucketResult><Contents><Key>${KEY}</Key></Contents></ListBucketResult>` : errors;
        return { response: { statusCode: 200, headers: {}, body: Readable.from([Buffer.from(body)]) } };
      },
    },
  });
  const kinesis = new KinesisClient({
    ...CREDENTIALS,
    requestHandler: {
      handle: async ({ body }: { readonly body: Uint8Array }) => {
        const { Records }: { readonly Records: ReadonlyArray<{ readonly Data: string }> } = JSON.parse(new TextDecoder().decode(body));
        put.push(Records.map(({ Data }) => Buffer.from(Data, 'base64').toString()));
        const results = Records.map((_, index) => put.length === 1 && index === 0 ? { ErrorCode: 'ProvisionedThroughputExceededException' } : { SequenceNumber: '1' });
        return { response: { statusCode: 200, headers: {}, body: Buffer.from(JSON.stringify({ Records: results })) } };
      },
    },
  });
  return { clients: { ...makeClients('http://127.0.0.1:1'), s3, kinesis }, put };
}

test('what failed with its function is put again until the stream takes it, and what was refused is not', async () => {
  const { clients, put } = clientsOf(line('Lambda.FunctionError', 'a') + line('Lambda.ProcessingFailedStatus', 'b') + line('Lambda.FunctionTimedOut', 'c'));
  expect(await redrive(clients, DELIVERY)).toBe(2);
  expect(put).toEqual([['a', 'c'], ['a']]);
});

test('requests hold 500 records at most', async () => {
  const { clients, put } = clientsOf(Array.from({ length: 501 }, (_, index) => line('Lambda.FunctionError', `record ${index}`)).join(''));
  expect(await redrive(clients, DELIVERY)).toBe(501);
  expect(put.map((records) => records.length)).toEqual([500, 1, 1]);
});
