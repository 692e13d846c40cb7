import { oneOf, type ServiceAnswer } from './service';
import type { Random } from '../../../examples/taxi/generator/random';
import { cloudFormationEvent } from '../../runtime/functions/cloudformation-events';

const REQUEST_TYPES = ['Create', 'Update', 'Delete'] as const;
const REFUSALS: readonly ServiceAnswer[] = [{ status: 500, body: 'internal' }, { status: 503, body: '' }, new TypeError('fetch failed')];

/** A request of CloudFormation, and the place where it waits for the answer; that does not always take the first one. */
export class CustomResourceRequest {
  readonly requestType: typeof REQUEST_TYPES[number];
  readonly taken: { readonly Status: string; readonly PhysicalResourceId: string; readonly Reason: string }[] = [];
  private readonly refusals: number;

  constructor(private readonly random: Random) {
    this.requestType = oneOf(REQUEST_TYPES, random);
    this.refusals = oneOf([0, 0, 0, 0, 0, 0, 3_000, 10_000], random);
  }

  event() {
    return cloudFormationEvent(this.requestType);
  }

  take(body: string): ServiceAnswer {
    if (this.random.chance(this.refusals)) return oneOf(REFUSALS, this.random);
    this.taken.push(JSON.parse(body));
    return { status: 200, body: '' };
  }

  /** What is wrong with the answers as such. */
  problem(): string | undefined {
    if (this.taken.length !== 1) return `${this.requestType} was answered ${this.taken.length} times`;
    const [{ Status, PhysicalResourceId, Reason }] = this.taken;
    if (!PhysicalResourceId.endsWith('-TripsBootstrap')) return `${this.requestType} changed the physical id to ${PhysicalResourceId}`;
    return Status === 'FAILED' && Reason === '' ? `${this.requestType} failed without a reason` : undefined;
  }
}
