import { oneOf, type ServiceAnswer } from './service';
import type { Random } from '../../../examples/taxi/generator/random';

const TROUBLES: readonly ServiceAnswer[] = [
  { status: 429, body: '429 Too Many Requests /trips/_bulk' }, { status: 503, body: '<html>Service Unavailable</html>' }, { status: 500, body: '{' }, { status: 504, body: '' },
  { status: 413, body: '{"Message":"Request size exceeded 10485760 bytes"}' }, { status: 400, body: '{"error":{"type":"parse_exception"}}' }, { status: 403, body: '{"Message":"no"}' },
  { status: 200, body: '{"items":[]}' }, { status: 200, body: '{"took":1,"it' }, { status: 200, body: 'null' }, new TypeError('fetch failed'),
];
const REFUSALS = [
  { status: 400, error: { type: 'mapper_parsing_exception', reason: 'failed to parse' } }, { status: 429, error: { type: 'rejected_execution_exception', reason: 'queue' } },
  { status: 503, error: { type: 'unavailable_shards_exception', reason: 'primary' } }, { status: 404, error: { type: 'index_not_found_exception', reason: 'no such index' } },
  { status: 403, error: { type: 'cluster_block_exception', reason: 'blocked' } }, { status: 400, error: { type: 'validation_exception', reason: 'shards' } }, { status: 409 },
];

/** A domain that is in trouble now and then, and refuses some documents; how often, is chance too. */
export class FakeDomain {
  readonly documents = new Set<string>();
  readonly said: unknown[] = [];
  private readonly trouble: number;
  private readonly refusals: number;
  private readonly indexes: object;

  constructor(private readonly random: Random) {
    this.trouble = oneOf([0, 0, 0, 0, 2_000, 9_000], random);
    const first = { 'trips-000001': { aliases: { trips: { is_write_index: true } } } };
    const second = { 'trips-000001': { aliases: { trips: {} } }, 'trips-000002': { aliases: { trips: { is_write_index: true } } } };
    this.indexes = oneOf([first, second], random);
    this.refusals = oneOf([0, 0, 500, 5_000], random);
  }

  answer(url: string, body: string): ServiceAnswer {
    const answer = this.random.chance(this.trouble) ? oneOf(TROUBLES, this.random) : this.answerTo(new URL(url).pathname, body);
    this.said.push(answer instanceof Error ? answer.message : answer);
    return answer;
  }

  private answerTo(path: string, body: string): ServiceAnswer {
    if (path.startsWith('/_alias/')) return { status: 200, body: JSON.stringify(this.indexes) };
    // the older index has none of them: each has an id of its own
    return path.endsWith('/_search') ? { status: 200, body: '{}' } : this.take(body);
  }

  private take(body: string): ServiceAnswer {
    const lines = body.split('\n').slice(0, -1);
    const items: object[] = [];
    for (let line = 0; line < lines.length; line += 2) {
      const { index: { _id } }: { index: { _id: string } } = JSON.parse(lines[line]);
      if (this.random.chance(this.refusals)) {
        items.push({ index: oneOf(REFUSALS, this.random) });
      } else {
        JSON.parse(lines[line + 1]);
        this.documents.add(_id);
        items.push({ index: { status: 201 } });
      }
    }
    return { status: 200, body: JSON.stringify({ items }) };
  }
}
