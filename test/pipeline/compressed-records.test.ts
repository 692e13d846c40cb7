import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { averages, Props, readings } from './variants';
import { RecordPartitioning, RecordTransform, SearchDelivery, StreamingAnalyticsPipeline } from '../../src';
import { nagFindings } from '../support/nag';

const COMPRESSED = { ingestion: { compressedRecords: true } };

function pipeline(props: Props): { readonly stack: Stack; readonly pipeline: StreamingAnalyticsPipeline } {
  const stack = new Stack(new App(), 'Stack');
  return { stack, pipeline: new StreamingAnalyticsPipeline(stack, 'Trips', { schema: readings, ...props }) };
}

test('compressed records configure the transform, and its place for rejected ones is under the pipeline\'s error prefix', () => {
  const { stack, pipeline: { indexer } } = pipeline({ ...COMPRESSED, studio: { enabled: false } });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { REJECTED_RECORD_BUCKET: Match.anyValue(), REJECTED_RECORD_PREFIX: 'errors/transform/' } },
  });
  expect(indexer).toBeDefined();
  expect(nagFindings(stack)).toEqual([]);
});

test('the stream itself is the same', () => {
  const streamOf = (props: Props) => Template.fromStack(pipeline(props).stack).findResources('AWS::Kinesis::Stream');
  expect(streamOf({ ...COMPRESSED, studio: { enabled: false } })).toEqual(streamOf({ studio: { enabled: false } }));
});

test.each<[string, Props, RegExp]>([
  ['a Studio', COMPRESSED, /ingestion\.compressedRecords cannot be true with a Studio, whose Flink SQL cannot read compressed blocks: set studio\.enabled to false/],
  ['a Studio on the insights', { insights: { schema: averages, ingestion: { compressedRecords: true } } },
    /insights\.ingestion\.compressedRecords cannot be true with a Studio/],
  ['partitioning by fields', { ...COMPRESSED, studio: { enabled: false }, delivery: { partitioning: RecordPartitioning.byArrival({ fields: [readings.fields[0].name] }) } },
    /ingestion\.compressedRecords cannot be true with partitioning by event time or fields/],
  ['partitioning by event time', { ...COMPRESSED, studio: { enabled: false }, delivery: { partitioning: RecordPartitioning.byEventTime() } },
    /ingestion\.compressedRecords cannot be true with partitioning by event time or fields/],
  ['no transform', { ...COMPRESSED, studio: { enabled: false }, delivery: { transform: RecordTransform.none() } },
    /ingestion\.compressedRecords cannot be true with RecordTransform\.none\(\)/],
  ['search fed by Firehose', { ...COMPRESSED, studio: { enabled: false }, search: { delivery: SearchDelivery.firehose() } },
    /ingestion\.compressedRecords cannot be true with SearchDelivery\.firehose\(\), which indexes compressed blocks as they are: use SearchDelivery\.indexer\(\)/],
])('compressed records are refused with %s', (_, props, message) => {
  expect(() => pipeline(props)).toThrow(message);
});

test('false is as if it were left out', () => {
  expect(() => pipeline({ ingestion: { compressedRecords: false } })).not.toThrow();
});
