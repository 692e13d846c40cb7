import { KinesisApi, KinesisApiError, KinesisProducer, PutRecordsRequest } from 'streaming-analytics-pipeline/producer';

/** A stream in memory: what a test gives to the code under test instead of Kinesis. */
export class StreamInMemory implements KinesisApi {
  public readonly requests: PutRecordsRequest[] = [];
  /** Refuse the next call. */
  public isThrottled = false;

  public async putRecords(request: PutRecordsRequest) {
    if (this.isThrottled) {
      this.isThrottled = false;
      // its kind tells the producer what a retry can do about it
      throw new KinesisApiError('ThrottlingException', 'throttle', 'slow down');
    }
    this.requests.push(request);
    return { records: request.records.map((_, index) => ({ shardId: 'shardId-000000000000', sequenceNumber: String(index) })) };
  }

  public async listShards() {
    return { shards: [{ shardId: 'shardId-000000000000', startingHashKey: '0', endingHashKey: String(2n ** 128n - 1n) }] };
  }

  public async describeStreamSummary() {
    return {};
  }
}

export function producerInto(stream: StreamInMemory): KinesisProducer {
  return new KinesisProducer({ streamName: 'in-memory', client: stream, recordMaxBufferedTime: 0 });
}
