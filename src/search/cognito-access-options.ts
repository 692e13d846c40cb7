import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';

/** How people log in to Dashboards by Amazon Cognito. */
export interface CognitoAccessOptions {
  /** The users. The pool needs a domain of its own, where its login page is; it may take its users from another identity provider. */
  readonly userPool: cognito.IUserPool;

  /** Id of the identity pool that turns a user into a role, for example `us-east-1:11111111-2222-3333-4444-555555555555`. */
  readonly identityPoolId: string;

  /**
   * The role that the identity pool gives to who has logged in. It may do everything with the data, as `administrators` may; the policies of
   * others that the pool gives to some users decide what they may do.
   */
  readonly authenticatedRole: iam.IRole;

  /**
   * The role with which the service makes Dashboards a client of the pools.
   *
   * @default - one that may do that with these two pools alone
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cognito-auth.html#cognito-auth-role
   */
  readonly serviceRole?: iam.IRole;
}
