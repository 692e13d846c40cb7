import * as kms from 'aws-cdk-lib/aws-kms';

/** How a pipeline is encrypted with a key of its owner. */
export interface CustomerManagedOptions {
  /**
   * A symmetric key that exists already. A key defined in the app gets the statements that its policy needs; the policy of an imported key
   * cannot be changed from here, so somebody adds `PipelineEncryption.requiredKeyStatements` to it, and a warning says so.
   *
   * @default - a key is defined that rotates once a year and is retained when the stack goes
   */
  readonly key?: kms.IKey;
}
