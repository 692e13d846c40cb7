import * as fs from 'fs';
import { Token } from 'aws-cdk-lib';
import * as kinesisanalytics from 'aws-cdk-lib/aws-kinesisanalyticsv2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as assets from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { Problems } from '../private/problems';

/** A library as a notebook is told of it, and the object that it has to read for that. @internal */
export interface StudioArtifact {
  readonly configuration: kinesisanalytics.CfnApplication.CustomArtifactConfigurationProperty;
  readonly object?: { readonly bucket: s3.IBucket; readonly key: string; readonly version?: string };
}

type ArtifactType = 'DEPENDENCY_JAR' | 'UDF';

/**
 * A library that notes can use: most often a table connector, or functions of one's own.
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
    const { _bind } = StudioConnector.maven('org.apache.flink', 'flink-sql-connector-kinesis', version);
    return new StudioConnector(_bind, version);
  }

  /** A library in Maven Central, by its coordinates. */
  public static maven(groupId: string, artifactId: string, version: string): StudioConnector {
    return new StudioConnector(() => ({ configuration: { artifactType: 'DEPENDENCY_JAR', mavenReference: { groupId, artifactId, version } } }));
  }

  /**
   * A library that is in a bucket. The notebook may read this object and no other; CloudFormation fails where there is none.
   *
   * @param bucket the bucket, in the Region of the notebook
   * @param key the key of the jar
   * @param objectVersion the version of the object, where the bucket keeps versions; the latest without it
   * @throws when the key is not that of a jar
   */
  public static fromBucket(bucket: s3.IBucket, key: string, objectVersion?: string): StudioConnector {
    return StudioConnector.inBucket('fromBucket', 'DEPENDENCY_JAR', { bucket, key, version: objectVersion });
  }

  /**
   * A library that is a file of the app, which the deployment puts into the bucket of assets.
   *
   * @param path the file
   * @throws when the file is not there, or is no jar
   */
  public static fromAsset(path: string): StudioConnector {
    return StudioConnector.inApp('fromAsset', 'DEPENDENCY_JAR', path);
  }

  /**
   * Functions of one's own that are in a bucket, for notes to call in SQL.
   *
   * @param bucket the bucket, in the Region of the notebook
   * @param key the key of the jar
   * @param objectVersion the version of the object, where the bucket keeps versions; the latest without it
   * @throws when the key is not that of a jar
   * @see https://docs.aws.amazon.com/managed-flink/latest/java/how-zeppelin-udf.html
   */
  public static udf(bucket: s3.IBucket, key: string, objectVersion?: string): StudioConnector {
    return StudioConnector.inBucket('udf', 'UDF', { bucket, key, version: objectVersion });
  }

  /**
   * Functions of one's own that are a file of the app, for notes to call in SQL.
   *
   * @param path the file
   * @throws when the file is not there, or is no jar
   * @see https://docs.aws.amazon.com/managed-flink/latest/java/how-zeppelin-udf.html
   */
  public static udfFromAsset(path: string): StudioConnector {
    return StudioConnector.inApp('udfFromAsset', 'UDF', path);
  }

  private static inBucket(factory: string, artifactType: ArtifactType, object: NonNullable<StudioArtifact['object']>): StudioConnector {
    const problems = new Problems(`StudioConnector.${factory}`);
    problems.when(!Token.isUnresolved(object.key) && !/^[^/:][^:]*\.jar$/.test(object.key),
      `key must be the key of a jar in the bucket, without the bucket's name and a slash before it, and end with .jar, got ${JSON.stringify(object.key)}`);
    problems.throwIfAny();
    return new StudioConnector(() => artifact(artifactType, object));
  }

  private static inApp(factory: string, artifactType: ArtifactType, path: string): StudioConnector {
    const problems = new Problems(`StudioConnector.${factory}`);
    if (!fs.existsSync(path) || !fs.statSync(path).isFile()) {
      problems.add(`path must be a jar, but there is no file at ${JSON.stringify(path)}: build it before the app is synthesized`);
    } else {
      problems.when(!path.endsWith('.jar') || fs.readFileSync(path).subarray(0, 2).toString('latin1') !== 'PK', `path must be a jar, got ${JSON.stringify(path)}, which is none`);
    }
    problems.throwIfAny();
    return new StudioConnector((scope, id) => {
      const { bucket, s3ObjectKey: key } = new assets.Asset(scope, id, { path });
      return artifact(artifactType, { bucket, key });
    });
  }

  private constructor(
    /** @internal */
    public readonly _bind: (scope: Construct, id: string) => StudioArtifact,
    /** Version of the Kinesis connector. @internal */
    public readonly _kinesisVersion?: string,
  ) {}
}

function artifact(artifactType: ArtifactType, object: NonNullable<StudioArtifact['object']>): StudioArtifact {
  const { bucket, key, version } = object;
  return { configuration: { artifactType, s3ContentLocation: { bucketArn: bucket.bucketArn, fileKey: key, objectVersion: version } }, object };
}
