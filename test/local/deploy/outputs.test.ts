import { StackOutputs } from '../../../local/deploy/outputs';

const outputs = (...keys: string[]) => new StackOutputs(keys.map((key) => ({ OutputKey: key, OutputValue: `value of ${key}` })));

test('an output is found by the end of its id, with or without the hash', () => {
  expect(outputs('TripsOutputsStreamName1A2B3C4D').get('StreamName')).toBe('value of TripsOutputsStreamName1A2B3C4D');
  expect(outputs('StreamName').get('StreamName')).toBe('value of StreamName');
});

test('names that end alike are kept apart', () => {
  const all = outputs('TripsDeliveryStreamName11111111', 'TripsInsightsStreamName22222222', 'TripsStreamName33333333');
  expect(all.get('StreamName')).toBe('value of TripsStreamName33333333');
  expect(all.get('DeliveryStreamName')).toBe('value of TripsDeliveryStreamName11111111');
  expect(all.get('InsightsStreamName')).toBe('value of TripsInsightsStreamName22222222');
});

test('a part that is left out has no output; who needs it is told what there is', () => {
  expect(outputs('Other').find('SearchIndex')).toBeUndefined();
  expect(() => outputs('Other').get('StreamName')).toThrow('the stack has no output StreamName: it has Other');
});

test('two pipelines in one stack are refused', () => {
  expect(() => outputs('AStreamName11111111', 'BStreamName22222222')).toThrow('several outputs StreamName');
});
