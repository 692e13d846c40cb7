import { Calls, toApiError } from './calls';
import { KinesisApi, KinesisApiError, ShardDescription, StreamSummary } from './kinesis-api';
import { Settings } from './settings';
import { ShardMap } from './shard-map';

/** What every stream takes: https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html. */
const RECORD_MAX_SIZE_IN_KIB = 1024;
/** Milliseconds between two listings, so that wrong predictions, one after the other, do not become as many calls. */
const MINIMUM_INTERVAL = 1000;
/** Ten thousand shards, one a page. */
const MOST_PAGES = 10_000;

/** The stream as it was at one moment. */
export interface Topology {
  /** Undefined when records are not to be aggregated. */
  readonly shards: ShardMap | undefined;
  readonly recordMaxSize: number;
}

/** Learns the shards of the stream, and learns them again when answers contradict. */
export class TopologySource {
  public current: Topology | undefined;
  /** When the reading of what is known began. */
  private knownSince = -Infinity;
  private lastRead = -Infinity;
  private loading: Promise<Topology> | undefined;
  /** Whether the last reading failed in a way that no retry mends. */
  private wasRefused = false;

  constructor(
    private readonly settings: Settings,
    private readonly client: KinesisApi,
    private readonly calls: Calls,
    private readonly onChange: (topology: Topology) => void,
  ) {}

  /** Rejects with a KinesisApiError. Calls at the same time share one listing. */
  public async load(): Promise<Topology> {
    this.loading ??= this.readAlone();
    return this.loading;
  }

  /** Waits until the stream may be asked for again, so that records put one after the other are not refused by as many calls. Rejects when calls are aborted. */
  public async restAfterRefusal(): Promise<void> {
    if (this.wasRefused) await this.calls.pause(this.lastRead + Math.min(MINIMUM_INTERVAL, this.settings.recordTtl) - performance.now());
  }

  /** Loads, unless what is known began to be read after `since`. */
  public async refresh(since: number): Promise<void> {
    if (this.loading === undefined && this.knownSince <= since) await this.calls.pause(this.lastRead + MINIMUM_INTERVAL - performance.now());
    if (this.loading !== undefined || this.knownSince <= since) await this.load();
  }

  private async readAlone(): Promise<Topology> {
    try {
      return await this.read();
    } catch (error) {
      // a listing that makes no sense throws, too
      const failure = toApiError(error);
      this.wasRefused = failure.kind === 'refused';
      throw failure;
    } finally {
      this.loading = undefined;
    }
  }

  private async read(): Promise<Topology> {
    const startedAt = performance.now();
    this.lastRead = startedAt;
    const summary = await this.describe();
    const strategy = summary.recordDistributionStrategy ?? this.settings.recordDistributionStrategyDefault;
    const shards = this.settings.aggregationEnabled && strategy === 'USER_PARTITION_KEY' ? new ShardMap(await this.list()) : undefined;
    const { maxRecordSizeInKiB = RECORD_MAX_SIZE_IN_KIB } = summary;
    this.knownSince = startedAt;
    this.current = { shards, recordMaxSize: this.settings.recordMaxSize ?? maxRecordSizeInKiB * 1024 };
    this.onChange(this.current);
    return this.current;
  }

  private async describe(): Promise<StreamSummary> {
    try {
      return await this.calls.run(async (signal) => this.client.describeStreamSummary(this.settings.stream, { signal }));
    } catch (error) {
      // a producer may lack this permission, an emulator this call; who lacks more hears it from the next call
      if (error instanceof KinesisApiError && error.kind === 'refused') return {};
      throw error;
    }
  }

  private async list(): Promise<ShardDescription[]> {
    const shards: ShardDescription[] = [];
    const tokens = new Set<string>();
    let nextToken: string | undefined;
    do {
      const token = nextToken;
      if (token !== undefined) tokens.add(token);
      const page = await this.calls.run(async (signal) => this.client.listShards({ ...this.settings.stream, nextToken: token }, { signal }));
      shards.push(...page.shards);
      nextToken = page.nextToken;
      if (nextToken !== undefined && (tokens.has(nextToken) || tokens.size === MOST_PAGES)) {
        throw new KinesisApiError('InvalidResponse', 'fault', `the listing of the shards does not end: after ${tokens.size + 1} page(s) there is a next one still`);
      }
    } while (nextToken !== undefined);
    return shards;
  }
}
