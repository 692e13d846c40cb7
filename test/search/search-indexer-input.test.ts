import { App, Duration, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EVENT_SOURCE, everythingOn, indexer, insights, newStack, schema, streamIn, synthesize, trips } from './indexers';
import { SearchDomain, SearchIndexerProps } from '../../src';
import { nagFindings } from '../support/nag';

describe('SearchIndexer', () => {
  test('works with a domain that exists already', () => {
    const stack = newStack();
    const domain = opensearch.Domain.fromDomainEndpoint(stack, 'Existing', 'https://search-existing-abc.eu-west-1.es.amazonaws.com');
    synthesize({ domain }, stack).hasResourceProperties('Custom::SearchBootstrap', { Endpoint: 'search-existing-abc.eu-west-1.es.amazonaws.com' });
    expect(nagFindings(stack)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => Partial<SearchIndexerProps>, string]>([
    ['no stream', () => ({ streams: [] }), 'streams must be at least one, got none'],
    ['an index in upper case', (stack) => ({ streams: [{ stream: streamIn(stack, 'x'), schema: trips, index: 'Trips' }] }), 'index must be 1 to 240 lower-case letters'],
    ['an index that starts with _', (stack) => ({ streams: [{ stream: streamIn(stack, 'x'), schema: trips, index: '_trips' }] }), 'got "_trips"'],
    ['an index that is a token', (stack) => ({ streams: [{ stream: streamIn(stack, 'x'), schema: trips, index: Token.asString({ Ref: 'Index' }) }] }),
      'index must be known when the app is synthesized, got a token'],
    ['one stream twice', (stack) => ({ streams: [streamIn(stack, 'x')].flatMap((stream) => [{ stream, schema: trips }, { stream, schema: insights }]) }),
      'streams must name each stream once, got one twice'],
    ['two schemas of one name', (stack) => ({ streams: [{ stream: streamIn(stack, 'x'), schema: trips }, { stream: streamIn(stack, 'y'), schema: schema('trips') }] }),
      'streams must name each schema differently, got two schemas "trips"'],
    ['one index for two schemas', (stack) => ({
      streams: [{ stream: streamIn(stack, 'x'), schema: trips }, { stream: streamIn(stack, 'y'), schema: insights, index: 'trips' }],
    }), 'streams must have an index for each schema, got "trips" for trips and insights'],
    ['two indexes for one schema', (stack) => ({
      streams: [{ stream: streamIn(stack, 'x'), schema: trips }, { stream: streamIn(stack, 'y'), schema: trips, index: 'others' }],
    }), 'streams of one schema must have one index, got trips and others for trips'],
    ['one schema with invalid records skipped and not', (stack) => ({
      streams: [{ stream: streamIn(stack, 'x'), schema: trips }, { stream: streamIn(stack, 'y'), schema: trips, skipInvalidRecords: true }],
    }), 'streams of one schema must agree on skipInvalidRecords'],
    ['a batch of none', () => ({ batchSize: 0 }), 'batchSize must be an integer between 1 and 10000, got 0'],
    ['a factor of eleven', () => ({ parallelizationFactor: 11 }), 'parallelizationFactor must be an integer between 1 and 10, got 11'],
    ['no end of retries', () => ({ retry: { retryAttempts: -1 } }), 'retry.retryAttempts must be an integer between 0 and 10000, got -1'],
    ['a short record age', () => ({ retry: { maxRecordAge: Duration.seconds(59) } }), 'retry.maxRecordAge must be between 60 and 604800 seconds in whole seconds, got 59 seconds'],
    ['a long batching window', () => ({ maxBatchingWindow: Duration.minutes(6) }), 'maxBatchingWindow must be between 0 and 300 seconds in whole seconds, got 6 minutes'],
    ['half a second of batching window', () => ({ maxBatchingWindow: Duration.millis(500) }), 'maxBatchingWindow must be between 0 and 300 seconds in whole seconds, got 500 millis'],
    ['no shard', () => ({ primaryShards: 0 }), 'primaryShards must be an integer between 1 and 1024, got 0'],
    ['six replicas', () => ({ replicas: 6 }), 'replicas must be an integer between 0 and 5, got 6'],
    ['shards that are a token', () => ({ primaryShards: Token.asNumber({ Ref: 'Shards' }) }), 'primaryShards must be known when the app is synthesized, got a token'],
    ['a prefix without a slash', () => ({ deadLetterPrefix: 'dead' }), 'deadLetterPrefix must be folders that each end with a slash, without * and ?, got "dead"'],
    ['a prefix with a wildcard', () => ({ deadLetterPrefix: '*/' }), 'deadLetterPrefix must be folders that each end with a slash, without * and ?, got "*/"'],
    ['subnets without a VPC', () => ({ vpcSubnets: {} }), 'vpcSubnets needs a vpc, got none: add vpc, or leave vpcSubnets out'],
    ['security groups without a VPC', () => ({ securityGroups: [] }), 'securityGroups needs a vpc, got none: add vpc, or leave securityGroups out'],
  ])('fails with %s', (_, props, message) => {
    const stack = newStack();
    expect(() => indexer(props(stack), stack)).toThrow(message);
  });

  test('fails with every problem in one message', () => {
    expect(() => indexer({ batchSize: 0, replicas: 9 })).toThrow(/^SearchIndexer Stack\/Indexer has 2 problems:\n {2}- batchSize .*\n {2}- replicas /);
  });

  test('takes tokens', () => {
    const number = Token.asNumber({ Ref: 'Number' });
    synthesize({
      batchSize: number,
      maxBatchingWindow: Duration.seconds(number),
      retry: { retryAttempts: number, maxRecordAge: Duration.seconds(number) },
      deadLetterPrefix: Token.asString({ Ref: 'Prefix' }),
    }).hasResourceProperties(EVENT_SOURCE, {
      BatchSize: { Ref: 'Number' },
      MaximumBatchingWindowInSeconds: { Ref: 'Number' },
      MaximumRetryAttempts: { Ref: 'Number' },
      MaximumRecordAgeInSeconds: { Ref: 'Number' },
    });
  });

  test('fits twice in one stack', () => {
    const stack = newStack();
    indexer({}, stack, 'One');
    indexer({}, stack, 'Two');
    Template.fromStack(stack).resourceCountIs('Custom::SearchBootstrap', 2);
    expect(nagFindings(stack)).toEqual([]);
  });

  test.each([['by default', () => Stack.of(indexer())], ['with everything on', everythingOn]])('leaves cdk-nag nothing to find %s', (_, make) => {
    expect(nagFindings(make())).toEqual([]);
  });

  test('leaves cdk-nag nothing to find when bucket and domain are in another stack', () => {
    const app = new App();
    const other = new Stack(app, 'Other');
    const stack = new Stack(app, 'Stack');
    indexer({ domain: new SearchDomain(other, 'Search').domain, deadLetterBucket: new s3.Bucket(other, 'Bucket') }, stack);
    app.synth();
    expect(nagFindings(stack)).toEqual([]);
  });

  test('defines twelve resources beside the domain by default, and a stack without a cycle', () => {
    const resources = Object.keys(synthesize().toJSON().Resources).filter((id) => !/^(IndexerSearch|StreamingAnalyticsSearchLogPolicy)/.test(id));
    expect(resources).toHaveLength(12);
  });
});
