import { DELIVERY } from './records';
import { errorObjectKey, errorPrefixOf, fixedPart, objectKey } from '../../../../local/workers/firehose/object-key';

const arrival = new Date('2018-08-27T10:30:00Z');
const NAME = 'curated-1-\\d{4}-\\d\\d-\\d\\d-\\d\\d-\\d\\d-\\d\\d-[0-9a-f-]{36}';

// the examples of https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
test.each([
  ['', '2018/08/27/10/'],
  ['myFirehosePrefix/', 'myFirehosePrefix/2018/08/27/10/'],
  ['myPrefix/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/', 'myPrefix/year=2018/month=08/day=27/hour=10/'],
  ["day=!{timestamp:yyyy'-'MM'-'dd}/", 'day=2018-08-27/'],
  ['rand=!{firehose:random-string}/!{timestamp:yyyy}/', 'rand=[0-9A-Za-z]{11}/2018/'],
  ['rand=!{firehose:random-string}/', 'rand=[0-9A-Za-z]{11}/2018/08/27/10/'],
])("the prefix '%s' becomes %s", (prefix, expected) => {
  expect(objectKey({ ...DELIVERY, prefix, fileExtension: '.parquet' }, arrival)).toMatch(new RegExp(`^${expected}${NAME}\\.parquet$`));
});

test.each([
  ['', 'myFirehoseFailures/!{firehose:error-output-type}/', 'myFirehoseFailures/processing-failed/'],
  ['p/!{timestamp:yyyy}/', 'f/!{firehose:error-output-type}/!{timestamp:yyyy}/anyMonth/!{timestamp:dd}/', 'f/processing-failed/2018/anyMonth/27/'],
  ['myFirehosePrefix/', '', 'myFirehosePrefix/processing-failed/2018/08/27/10/'],
])("with '%s', the error prefix '%s' becomes %s", (prefix, errorPrefix, expected) => {
  expect(errorObjectKey({ ...DELIVERY, prefix, errorPrefix, fileExtension: '.parquet' }, arrival, 'processing-failed')).toMatch(new RegExp(`^${expected}${NAME}$`));
});

test('times are those of the custom time zone', () => {
  expect(objectKey({ ...DELIVERY, prefix: '!{timestamp:yyyy/MM/dd/HH}/', timeZone: 'Asia/Tokyo' }, new Date('2018-08-27T20:00:00Z'))).toMatch(/^2018\/08\/28\/05\//);
});

test('an expression that is not known is refused, as is the error type in the prefix of records', () => {
  expect(() => objectKey({ ...DELIVERY, prefix: '!{partitionKeyFromQuery:day}/' }, arrival)).toThrow('!{partitionKeyFromQuery:day}, which the local run does not know');
  expect(() => objectKey({ ...DELIVERY, prefix: '!{firehose:error-output-type}/' }, arrival)).toThrow('!{firehose:error-output-type}');
});

test('the fixed part is what every object has in common', () => {
  expect(fixedPart('curated/day=!{timestamp:dd}/')).toBe('curated/day=');
  expect(fixedPart(errorPrefixOf({ ...DELIVERY, prefix: 'p/', errorPrefix: '' }))).toBe('p/');
});
