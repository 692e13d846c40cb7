import { readMapping } from '../../../../local/workers/event-source/configuration';
import { RecordFilter } from '../../../../local/workers/event-source/record-filter';

const MAPPING = { UUID: 'id', FunctionArn: 'arn:f', EventSourceArn: 'arn:aws:kinesis:us-east-1:1:stream/s' };

test('what a mapping does not say has the default of the service', () => {
  expect(readMapping(MAPPING, 'arn:role')).toEqual({
    id: 'id',
    functionArn: 'arn:f',
    streamArn: MAPPING.EventSourceArn,
    roleArn: 'arn:role',
    position: { type: 'LATEST', timestamp: undefined },
    batchSize: 100,
    batchingWindowMillis: 0,
    reportsBatchItemFailures: false,
    bisects: false,
    retryAttempts: Infinity,
    recordAgeMillis: Infinity,
    parallelization: 1,
    filters: [],
    onFailure: undefined,
  });
});

test('what a mapping says is taken over', () => {
  expect(readMapping({
    ...MAPPING,
    BatchSize: 500,
    MaximumBatchingWindowInSeconds: 5,
    StartingPosition: 'TRIM_HORIZON',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 0,
    MaximumRecordAgeInSeconds: 60,
    ParallelizationFactor: 3,
    FilterCriteria: { Filters: [{ Pattern: '{"data":{"color":["green"]}}' }] },
    DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::lost' } },
  }, 'arn:role')).toMatchObject({
    position: { type: 'TRIM_HORIZON' },
    batchSize: 500,
    batchingWindowMillis: 5000,
    reportsBatchItemFailures: true,
    bisects: true,
    retryAttempts: 0,
    recordAgeMillis: 60_000,
    parallelization: 3,
    filters: [expect.any(RecordFilter)],
    onFailure: 'arn:aws:s3:::lost',
  });
});

test('what the local run does not do is refused, all of it at once', () => {
  expect(() => readMapping({ ...MAPPING, EventSourceArn: `${MAPPING.EventSourceArn}/consumer/c:1`, TumblingWindowInSeconds: 10 }, 'arn:role'))
    .toThrow('the event source mapping of arn:f uses TumblingWindowInSeconds and an enhanced fan-out consumer as its source, which the local run does not do');
});
