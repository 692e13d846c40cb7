import * as s3 from 'aws-cdk-lib/aws-s3';

/** Where notes that are deployed as applications go. */
export interface DeployAsApplicationOptions {
  /** The bucket, in the Region of the notebook. */
  readonly bucket: s3.IBucket;

  /**
   * The folder in the bucket: names of letters, digits, hyphens and underscores, each with a slash after it. The notebook can write nowhere else.
   *
   * @default 'studio-applications/'
   */
  readonly basePath?: string;

  /**
   * What the names of the applications begin with: letters, digits, dots, hyphens and underscores. A person who deploys a note names the application so, because the
   * notebook may create no other.
   *
   * @default - the name of the stack, then a hyphen
   */
  readonly applicationNamePrefix?: string;
}
