/** The runtime of a Studio notebook: a version of Zeppelin with its version of Flink. */
export class StudioRuntime {
  /** Zeppelin 0.10 with Apache Flink 1.15. The newest that Studio offers. */
  public static readonly ZEPPELIN_FLINK_3_0 = new StudioRuntime('ZEPPELIN-FLINK-3_0');

  /**
   * A runtime that this version of the package does not know yet.
   *
   * @param runtimeEnvironment its name in the service's API, for example `ZEPPELIN-FLINK-3_0`
   * @see https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CreateApplication.html
   */
  public static of(runtimeEnvironment: string): StudioRuntime {
    return new StudioRuntime(runtimeEnvironment);
  }

  private constructor(
    /** Its name in the service's API. */
    public readonly runtimeEnvironment: string,
  ) {}
}
