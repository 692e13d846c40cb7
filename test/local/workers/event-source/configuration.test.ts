import { readMapping } from '../../../../local/workers/event-source/configuration';

const MAPPING = { UUID: 'id', FunctionArn: 'arn:f', EventSourceArn: 'arn:aws:kinesis:us-east-1:1:stream/s' };

test('what a mapping does not say has the default of the service', () => {
  expect(readMapping(MAPPING)).toEqual({
    id: 'id',
    functionArn: 'arn:f',
    streamArn: MAPPING.EventSourceArn,
    position: { type: 'LATEST', timestamp: undefined },
    batchSize: 100,
    batchingWindowMillis: 0,
    reportsBatchItemFailures: false,
    bisects: false,
    retryAttempts: Infinity,
    recordAgeMillis: Infinity,
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
  })).toMatchObject({
    position: { type: 'TRIM_HORIZON' }, batchSize: 500, batchingWindowMillis: 5000, reportsBatchItemFailures: true, bisects: true, retryAttempts: 0, recordAgeMillis: 60_000,
  });
});

test('what the local run does not do is refused, all of it at once', () => {
  expect(() => readMapping({ ...MAPPING, FilterCriteria: { Filters: [{ Pattern: '{}' }] }, TumblingWindowInSeconds: 10 }))
    .toThrow('the event source mapping of arn:f uses FilterCriteria and TumblingWindowInSeconds, which the local run does not do');
});
