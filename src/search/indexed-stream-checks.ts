import { Token } from 'aws-cdk-lib';
import { IndexedStream } from './indexed-stream';
import { indexName } from './indexer-settings';
import { Problems } from '../private/problems';

/** Adds what is wrong with the streams of an indexer. */
export function checkIndexedStreams(streams: IndexedStream[], problems: Problems): void {
  problems.when(streams.length === 0, 'streams must be at least one, got none: leave the indexer out');
  problems.when(new Set(streams.map(({ stream }) => stream.streamArn)).size < streams.length,
    'streams must name each stream once, got one twice: leave the second out');
  const seen: IndexedStream[] = [];
  for (const indexed of streams) {
    const name = indexName(indexed);
    problems.when(Token.isUnresolved(name), 'index must be known when the app is synthesized, got a token: write the name out');
    problems.when(!Token.isUnresolved(name) && !/^[a-z0-9][a-z0-9._-]{0,239}$/.test(name),
      `index must be 1 to 240 lower-case letters, digits, dots, hyphens and underscores and start with a letter or a digit, got ${JSON.stringify(name)}`);
    const before = seen.find(({ schema }) => schema.name === indexed.schema.name) ?? seen.find((other) => indexName(other) === name);
    if (before) {
      checkPair(before, indexed, problems);
    } else {
      seen.push(indexed);
    }
  }
}

function checkPair(before: IndexedStream, indexed: IndexedStream, problems: Problems): void {
  const { name } = indexed.schema;
  if (before.schema.name !== name) {
    problems.add(`streams must have an index for each schema, got ${JSON.stringify(indexName(indexed))} for ${before.schema.name} and ${name}: `
      + 'name another index');
    return;
  }
  problems.when(before.schema !== indexed.schema, `streams must name each schema differently, got two schemas ${JSON.stringify(name)}: rename one`);
  problems.when(indexName(before) !== indexName(indexed),
    `streams of one schema must have one index, got ${indexName(before)} and ${indexName(indexed)} for ${name}: use one, or a second schema`);
  problems.when((before.skipInvalidRecords ?? false) !== (indexed.skipInvalidRecords ?? false),
    `streams of one schema must agree on skipInvalidRecords, got true and false for ${name}`);
}
