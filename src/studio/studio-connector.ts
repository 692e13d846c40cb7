import * as kinesisanalytics from 'aws-cdk-lib/aws-kinesisanalyticsv2';

/**
 * A library that notes can use, most often a table connector.
 *
 * A notebook defined by CloudFormation comes with none: what is not listed is not there.
 *
 * @see https://docs.aws.amazon.com/managed-flink/latest/java/how-zeppelin-connectors.html
 */
export class StudioConnector {
  /**
   * Apache Flink's connector to Kinesis data streams.
   *
   * @param version one that the runtime supports; 1.15.4, the default, is for `StudioRuntime.ZEPPELIN_FLINK_3_0`,
   * which refuses versions below 1.15.2
   */
  public static kinesis(version: string = '1.15.4'): StudioConnector {
    return StudioConnector.maven('org.apache.flink', 'flink-sql-connector-kinesis', version);
  }

  /** A library in Maven Central, by its coordinates. */
  public static maven(groupId: string, artifactId: string, version: string): StudioConnector {
    return new StudioConnector({ artifactType: 'DEPENDENCY_JAR', mavenReference: { groupId, artifactId, version } });
  }

  private constructor(
    /** @internal */
    public readonly _artifact: kinesisanalytics.CfnApplication.CustomArtifactConfigurationProperty,
  ) {}
}
