import { writeBase64 } from './base64';
import { BufferPool } from './buffer-pool';
import { PutRecordsRequest } from './kinesis-api';

/** Buffers that are kept for later requests take at most this many bytes. */
const SPARE_BYTES = 33_554_432;

/**
 * Writes PutRecords requests as `application/x-amz-json-1.1` into buffers that are used again. The serializer of the AWS SDK takes several
 * times the processor time, because it makes a JavaScript object and a string of the whole request first.
 */
export class RequestBodies {
  private readonly pool = new BufferPool(SPARE_BYTES);

  public write({ streamName, streamArn, records }: PutRecordsRequest): Buffer {
    const stream = streamArn === undefined ? `"StreamName":${JSON.stringify(streamName)}` : `"StreamARN":${JSON.stringify(streamArn)}`;
    const head = `{${stream},"Records":[{"Data":"`;
    const tails = records.map(({ partitionKey, explicitHashKey }, index) => {
      const key = explicitHashKey === undefined ? '' : `,"ExplicitHashKey":"${explicitHashKey}"`;
      return `","PartitionKey":${JSON.stringify(partitionKey)}${key}${index === records.length - 1 ? '}]}' : '},{"Data":"'}`;
    });
    let length = head.length;
    records.forEach(({ data }, index) => {
      length += Math.ceil(data.length / 3) * 4 + Buffer.byteLength(tails[index]);
    });
    const buffer = this.pool.take(length);
    let position = buffer.write(head, 0, 'utf8');
    records.forEach(({ data }, index) => {
      position = writeBase64(data, buffer, position);
      position += buffer.write(tails[index], position, 'utf8');
    });
    return buffer;
  }

  /** Gives back what `write` returned. Only when the whole answer is there: before, the connection may still read it. */
  public release(body: Buffer): void {
    this.pool.release(body);
  }
}
