import { Token } from 'aws-cdk-lib';
import { Problems } from '../../private/problems';

/** What a value must look like, and in words. */
interface ValueRule {
  readonly pattern: RegExp;
  readonly words: string;
}

const INTEGER: ValueRule = { pattern: /^\d{1,9}$/, words: 'a whole number' };
const DECIMAL: ValueRule = { pattern: /^\d+(\.\d+)?$/, words: 'a number' };
const BOOLEAN: ValueRule = { pattern: /^(true|false)$/, words: 'true or false' };
const URL: ValueRule = { pattern: /^https?:\/\/\S+$/, words: 'a URL' };
const PARTITIONER: ValueRule = { pattern: /^(random|fixed)$/, words: 'random or fixed' };

type Options = { readonly [name: string]: ValueRule };

/** How a call of the Kinesis API is repeated. Only the number of attempts and the waits between them can be set. */
function retries(call: string): Options {
  return {
    [`scan.${call}.maxretries`]: INTEGER,
    [`scan.${call}.backoff.base`]: INTEGER,
    [`scan.${call}.backoff.max`]: INTEGER,
    [`scan.${call}.backoff.expconst`]: DECIMAL,
  };
}

/**
 * What may be set on a table that reads a stream. Left out of the connector's own list: credentials, which the notebook's role replaces; enhanced fan-out, which that role
 * does not allow; and the synchronisation of watermarks, which the connector knows in Java only.
 * Records that are no JSON are always left out.
 *
 * @see https://nightlies.apache.org/flink/flink-docs-release-1.15/docs/connectors/table/kinesis/
 */
export const SOURCE_OPTIONS: Options = {
  ...retries('stream.describe'),
  ...retries('list.shards'),
  ...retries('shard.getrecords'),
  ...retries('shard.getiterator'),
  'scan.shard.getrecords.maxrecordcount': INTEGER,
  'scan.shard.getrecords.intervalmillis': INTEGER,
  'scan.shard.discovery.intervalmillis': INTEGER,
  'scan.shard.adaptivereads': BOOLEAN,
  'aws.endpoint': URL,
};

/** What may be set on a table that writes a stream. */
export const SINK_OPTIONS: Options = {
  'sink.batch.max-size': INTEGER,
  'sink.requests.max-inflight': INTEGER,
  'sink.requests.max-buffered': INTEGER,
  'sink.flush-buffer.size': INTEGER,
  'sink.flush-buffer.timeout': INTEGER,
  'sink.fail-on-error': BOOLEAN,
  'sink.partitioner': PARTITIONER,
  'aws.endpoint': URL,
};

/** Checks options by name and value: Flink ignores a misspelt `scan.` option and goes on with its default. */
export function checkConnectorOptions(problems: Problems, allowed: Options, given: { readonly [name: string]: string }): void {
  for (const [name, value] of Object.entries(given)) {
    const rule = allowed[name];
    if (!rule) {
      problems.add(`connectorOptions must be of ${Object.keys(allowed).join(', ')}, got ${JSON.stringify(name)}: `
        + 'Flink ignores some options that it does not know, so correct its name, leave it out, or write the table with FlinkSql.raw()');
    } else if (!Token.isUnresolved(value) && !rule.pattern.test(value)) {
      problems.add(`connectorOptions[${JSON.stringify(name)}] must be ${rule.words}, got ${JSON.stringify(value)}`);
    }
  }
}
