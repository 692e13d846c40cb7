import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';

/** First version with every field type that schemas map to: `flat_object`, which carries `Field.ofJson`, came with it. */
const OLDEST = { major: 2, minor: 7 };

/** The engine that a search domain runs. */
export class SearchEngineVersion {
  /** OpenSearch 2.19. */
  public static readonly OPENSEARCH_2_19 = new SearchEngineVersion(opensearch.EngineVersion.OPENSEARCH_2_19);
  /** OpenSearch 3.1. */
  public static readonly OPENSEARCH_3_1 = new SearchEngineVersion(opensearch.EngineVersion.OPENSEARCH_3_1);
  /** OpenSearch 3.3. */
  public static readonly OPENSEARCH_3_3 = new SearchEngineVersion(opensearch.EngineVersion.OPENSEARCH_3_3);
  /** OpenSearch 3.5. */
  public static readonly OPENSEARCH_3_5 = new SearchEngineVersion(opensearch.EngineVersion.OPENSEARCH_3_5);

  /**
   * A version of OpenSearch that this version of the package does not know yet.
   *
   * @param version its major and minor number, for example `3.7`; at least 2.7
   * @throws when it is no such number (nor is a token), or older
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/what-is.html#choosing-version
   */
  public static of(version: string): SearchEngineVersion {
    const [, major, minor] = /^(\d+)\.(\d+)$/.exec(version) ?? [];
    if (major === undefined || Number(major) < OLDEST.major || (Number(major) === OLDEST.major && Number(minor) < OLDEST.minor)) {
      throw new Error(`SearchEngineVersion.of: version must be a version of OpenSearch from ${OLDEST.major}.${OLDEST.minor} on, `
        + `as <major>.<minor>, got ${JSON.stringify(version)}`);
    }
    return new SearchEngineVersion(opensearch.EngineVersion.openSearch(version));
  }

  private constructor(
    /** @internal */
    public readonly _engineVersion: opensearch.EngineVersion,
  ) {}
}
