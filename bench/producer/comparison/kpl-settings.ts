/** Settings of the Kinesis Producer Library that were found to be good in one respect or another; the best run of any of them counts. */
export interface KplSettings {
  readonly jvm: readonly string[];
  readonly library: {
    /** User records that are put and not yet acknowledged. */
    readonly maximumOutstanding: number;
    readonly pooledThreads?: number;
    /** Otherwise 24. */
    readonly maxConnections?: number;
    readonly aggregationMaxSize?: number;
    readonly recordMaxBufferedTime?: number;
  };
}

export const KPL_SETTINGS: Readonly<Record<string, KplSettings>> = {
  'parallel collector, 5,000 outstanding': { jvm: ['-XX:+UseParallelGC', '-Xms1g'], library: { maximumOutstanding: 5000 } },
  'serial collector, 5,000 outstanding': { jvm: ['-XX:+UseSerialGC', '-Xms1g'], library: { maximumOutstanding: 5000 } },
  'parallel collector, 5,000 outstanding, pooled': { jvm: ['-XX:+UseParallelGC', '-Xms1g'], library: { maximumOutstanding: 5000, pooledThreads: 8 } },
  'parallel collector, 20,000 outstanding': { jvm: ['-XX:+UseParallelGC', '-Xms1g'], library: { maximumOutstanding: 20_000 } },
  // as many as the other producers of the bench have
  'serial collector, 5,000 outstanding, 4 connections': { jvm: ['-XX:+UseSerialGC', '-Xms1g'], library: { maximumOutstanding: 5000, maxConnections: 4 } },
  'default JVM, 50,000 outstanding': { jvm: [], library: { maximumOutstanding: 50_000 } },
  'pooled, 500 KB aggregates buffered 1 s': {
    jvm: ['-XX:+UseParallelGC', '-Xms1g'],
    library: { maximumOutstanding: 20_000, pooledThreads: 8, aggregationMaxSize: 512_000, recordMaxBufferedTime: 1000 },
  },
};
