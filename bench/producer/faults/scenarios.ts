import type { Faults } from '../sink/sink-client';

/** What happens once so many of the records are put. */
export interface Incident {
  /** Part of the records, 0 to 1. */
  readonly after: number;
  /** Shards from then on. */
  readonly reshard?: number;
  /** The sink is killed, and started again after so many milliseconds; until then nobody listens. */
  readonly downMillis?: number;
}

export interface Scenario {
  readonly name: string;
  /** Shards at the beginning. @default 4 */
  readonly shards?: number;
  readonly strictOrder: boolean;
  readonly faults: Faults;
  readonly incidents: readonly Incident[];
}

const STALLS: Faults = { stall: 0.05, stallMillis: 2000 };
const RESHARD: readonly Incident[] = [{ after: 0.3, reshard: 8 }, { after: 0.6, reshard: 3 }];
const DOWN: Incident = { after: 0.5, downMillis: 10_000 };

const TROUBLES: readonly Omit<Scenario, 'strictOrder'>[] = [
  { name: 'no fault', faults: {}, incidents: [] },
  { name: '5 % of the records throttled', faults: { throttle: 0.05 }, incidents: [] },
  { name: '5 % of the calls answered with HTTP 500', faults: { fail: 0.05 }, incidents: [] },
  { name: '5 % of the connections cut in the middle of the answer', faults: { cut: 0.05 }, incidents: [] },
  { name: '5 % of the calls stall for 2 s', faults: STALLS, incidents: [] },
  { name: 'the endpoint down for 10 s', faults: {}, incidents: [DOWN] },
  { name: 'the sink killed and started again', faults: {}, incidents: [{ after: 0.5, downMillis: 0 }] },
  { name: 'resharded from 4 to 8 to 3', faults: {}, incidents: RESHARD },
  { name: 'the limits of each shard enforced', shards: 2, faults: { limits: true }, incidents: [] },
  {
    name: 'all of them at once',
    faults: { throttle: 0.05, fail: 0.05, cut: 0.05, ...STALLS, limits: true },
    incidents: [...RESHARD, DOWN].sort((one, other) => one.after - other.after),
  },
];

/** Every trouble, with and without strict order. */
export const SCENARIOS: readonly Scenario[] = TROUBLES.flatMap((trouble) => [
  { ...trouble, strictOrder: false },
  { ...trouble, name: `${trouble.name}, strict order`, strictOrder: true },
]);
